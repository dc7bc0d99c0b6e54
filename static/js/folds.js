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
