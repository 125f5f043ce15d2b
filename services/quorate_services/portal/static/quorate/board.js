// Says how the live board stands. Without scripts the page shows the same, as of when it was opened.
const board = document.querySelector("[data-live]");
const status = document.querySelector("[data-live-status]");
const ENDS = {
  "signed-out": "You were signed out. The board no longer changes: sign in again.",
  removed: "You may not read this meeting any more.",
};
let over = false;
let last = "";

const tell = (sentence) => {
  if (!over && sentence !== last) status.textContent = last = sentence;
};

board.addEventListener("news", (event) => tell(event.detail.data));
board.addEventListener("away", () => tell("Quorate does not answer at the moment. The board comes back by itself."));
board.addEventListener("htmx:sse:error", () => tell("The connection was lost. The board comes back by itself."));
board.addEventListener("over", (event) => {
  tell(ENDS[event.detail.data] ?? "The board no longer changes.");
  over = true;
  board.textContent = "";
  const again = document.createElement("a");
  again.className = "govuk-link";
  again.href = event.detail.data === "removed" ? "/" : `/sign-in?to=${encodeURIComponent(location.pathname)}`;
  again.textContent = event.detail.data === "removed" ? "Go to my work" : "Sign in";
  board.append(again);
});
