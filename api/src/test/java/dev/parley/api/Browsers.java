package dev.parley.api;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A headless Chromium, driven by Playwright, and what its pages complain of. */
final class Browsers implements AutoCloseable {
    private static final int DEADLINE_MILLIS = 20_000;
    private static final String[] NAMES = {"chromium", "chromium-browser", "google-chrome"};

    /** Errors of all pages. A CSP that breaks a page speaks only here. */
    final List<String> complaints = new ArrayList<>();

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
        PlaywrightAssertions.setDefaultAssertionTimeout(DEADLINE_MILLIS);
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

    /** A page in a profile of its own. */
    Page open(URI uri) {
        BrowserContext context = browser.newContext();
        context.setDefaultTimeout(DEADLINE_MILLIS);
        Page page = context.newPage();
        page.onPageError(complaints::add);
        page.onConsoleMessage(
                message -> {
                    if (message.type().equals("error")) {
                        complaints.add(message.text());
                    }
                });
        page.navigate(uri.toString());
        return page;
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
