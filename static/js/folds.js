// Browsers open a fold around the words that an address leads to; this does so in those that don't yet.
function openFolds() {
  const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  let opened = false;
  for (let fold = place?.closest("details"); fold; fold = fold.parentElement.closest("details")) {
    opened ||= !fold.open;
    fold.open = true;
  }
  if (opened) place.scrollIntoView();
}

addEventListener("hashchange", openFolds);
openFolds();
