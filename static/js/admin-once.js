// A form to which a browser goes back is the one that was sent from there, so it keeps its key: what was saved is not saved again.
'use strict';
document.addEventListener('DOMContentLoaded', () => {
    const field = document.querySelector('input[name="_once"]');
    const key = history.state?.once;
    if (field && key) {
        field.value = key;
    } else if (field) {
        history.replaceState({ ...history.state, once: field.value }, '');
    }
});
