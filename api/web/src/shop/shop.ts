/** The demo shop: what any shop's page does to have the chat is `embed`. */
interface Demo {
  inbox: string;
}

function embed(inbox: string): void {
  const script = document.createElement("script");
  script.src = "/widget.js";
  script.async = true;
  script.dataset["inbox"] = inbox;
  // So that every language of the chat can be looked at: /?lang=fi
  const language = new URLSearchParams(location.search).get("lang");
  if (language !== null) script.dataset["lang"] = language;
  document.head.append(script);
}

const picture = document.querySelector("#picture")!;
const colour = document.querySelector("#colour")!;
const basket = document.querySelector("#basket")!;

document.querySelector("#colours")!.addEventListener("change", (event) => {
  const { value } = event.target as HTMLInputElement;
  picture.classList.remove("moss", "clay", "night");
  picture.classList.add(value);
  colour.textContent = value;
});
document.querySelector("#add")!.addEventListener("click", () => {
  basket.textContent = String(Number(basket.textContent) + 1);
});
document.querySelector("#ask")!.addEventListener("click", () => {
  (window as { $chatwoot?: { toggle(state: "open"): void } }).$chatwoot?.toggle("open");
});

const answer = await fetch("/demo.json");
if (answer.ok) embed(((await answer.json()) as Demo).inbox);

export {};
