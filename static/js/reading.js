// Shows the sources of a footnote's mark in a note beside it. Without this script the mark leads to the list of sources.
const note = document.createElement("div");
note.className = "note";
note.tabIndex = -1;
note.setAttribute("role", "group");
note.setAttribute("aria-labelledby", "footnotes");
note.popover = "auto";

function showNote(mark, sources) {
  note.replaceChildren(
    ...sources.map((source) => {
      const line = document.createElement("p");
      line.append(...source.cloneNode(true).childNodes);
      return line;
    }),
  );
  document.querySelector("main").append(note);
  note.showPopover();
  const box = mark.getBoundingClientRect();
  const left = Math.min(box.left, document.documentElement.clientWidth - note.offsetWidth - 8);
  note.style.left = `${Math.max(8, left) + scrollX}px`;
  note.style.top = `${box.bottom + scrollY + 2}px`;
  // The keyboard goes into the note. When Escape closes it, the browser moves it back to the mark.
  note.focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  const mark = event.target.closest?.("a.mark");
  const ids = mark?.dataset.sources.split(" ") ?? [];
  const sources = ids.map((id) => document.getElementById(id)).filter(Boolean);
  const hasModifier = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (sources.length && !hasModifier && note.showPopover) {
    event.preventDefault();
    showNote(mark, sources);
  }
});

// Opens the folds around the element that the address names, in browsers that don't do it themselves.
function openFolds() {
  const element = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  let hasOpened = false;
  for (let fold = element?.closest("details"); fold; fold = fold.parentElement.closest("details")) {
    hasOpened ||= !fold.open;
    fold.open = true;
  }
  if (hasOpened) element.scrollIntoView();
}

addEventListener("hashchange", openFolds);
openFolds();

// Offers the page in the language that the reader's browser likes best, where the page is in another one; no cookie is set.
const ANSWER = "wayback-language-offer";

function betterLink() {
  const primary = (tag) => tag.toLowerCase().split("-")[0];
  const links = [...document.querySelectorAll("[data-languages] a")];
  const link = navigator.languages
    .map((language) => links.find((other) => primary(other.hreflang) === primary(language)))
    .find(Boolean);
  return link?.dataset.offer ? link : null;
}

function readAnswer() {
  try {
    return localStorage.getItem(ANSWER);
  } catch {
    // Browsers may keep a site from storing anything: it then offers nothing, since it could not remember a “no”.
    return "no";
  }
}

function offerLanguage(link) {
  const offer = document.createElement("aside");
  offer.className = "language-offer";
  offer.lang = link.lang;
  const accept = document.createElement("a");
  accept.href = link.href + location.hash;
  accept.hreflang = link.hreflang;
  accept.textContent = link.dataset.offer;
  const dismiss = document.createElement("button");
  dismiss.type = "button";
  dismiss.textContent = link.dataset.dismissal;
  dismiss.addEventListener("click", () => {
    localStorage.setItem(ANSWER, "no");
    offer.remove();
  });
  offer.append(accept, dismiss);
  document.body.append(offer);
}

const better = betterLink();
if (better && readAnswer() !== "no") offerLanguage(better);
// Who chooses a language has answered.
document.querySelector("[data-languages]")?.addEventListener("click", (event) => {
  if (event.target.closest("a") && readAnswer() !== "no") localStorage.setItem(ANSWER, "no");
});
