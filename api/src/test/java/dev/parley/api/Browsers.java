package dev.parley.api;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A headless Chromium, driven by Playwright. */
final class Browsers implements AutoCloseable {
    private static final String[] NAMES = {"chromium", "chromium-browser", "google-chrome"};

    private final Playwright playwright;
    private final Browser browser;

    /**
     * Where there is no Chromium the test is skipped and says so; in CI it fails instead: there the
     * pages must not go untested unnoticed.
     */
    Browsers() {
        Optional<Path> chromium =
                Stream.of(NAMES).flatMap(name -> onPath(name).stream()).findFirst();
        Optional<Path> node = onPath("node");
        String lack = "tests of the pages need Chromium on the PATH: apt-get install chromium";
        if (chromium.isEmpty() || node.isEmpty()) {
            if ("true".equals(System.getenv("CI"))) {
                Assertions.fail(lack);
            }
            Assumptions.abort(lack);
        }
        playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(
                                        Map.of(
                                                "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                                                "1",
                                                "PLAYWRIGHT_NODEJS_PATH",
                                                node.orElseThrow().toString())));
        browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(chromium.orElseThrow())
                                        .setArgs(
                                                List.of(
                                                        "--no-sandbox",
                                                        "--disable-gpu",
                                                        "--disable-quic",
                                                        "--no-first-run",
                                                        "--disable-background-networking",
                                                        "--disable-component-update",
                                                        "--disable-sync")));
    }

    Browser browser() {
        return browser;
    }

    @Override
    public void close() {
        playwright.close();
    }

    private static Optional<Path> onPath(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
