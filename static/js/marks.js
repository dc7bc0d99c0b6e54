// A footnote's mark shows its source in place. Without a script it leads to the list at the foot of the page.
const note = document.createElement("div");
note.className = "note";
note.tabIndex = -1;
note.setAttribute("role", "group");
note.setAttribute("aria-label", "Source");
note.popover = "auto";

function show(mark, source) {
  note.replaceChildren(...source.cloneNode(true).childNodes);
  document.querySelector("main").append(note);
  note.showPopover();
  const at = mark.getBoundingClientRect();
  const left = Math.min(at.left, document.documentElement.clientWidth - note.offsetWidth - 8);
  note.style.left = `${Math.max(8, left) + scrollX}px`;
  note.style.top = `${at.bottom + scrollY + 2}px`;
  // The keyboard goes into the note, and back to the mark when Escape closes it.
  note.focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  const mark = event.target.closest?.("a.mark");
  const source = mark && document.getElementById(mark.hash.slice(1));
  const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  if (source && plain && note.showPopover) {
    event.preventDefault();
    show(mark, source);
  }
});
