// Gives the fields that Django's autocompletes make the names of the selects they stand for: a screen reader says them.
'use strict';
{
    function nameOf(select) {
        const label = select.labels?.[0]?.textContent.replace(/:\s*$/, '').trim();
        return select.getAttribute('aria-label') || label || 'Choose';
    }

    function say(container) {
        const select = container.previousElementSibling;
        const name = select?.matches('select') ? nameOf(select) : 'Search';
        container.querySelectorAll('.select2-selection--single, .select2-search__field').forEach((field) => {
            field.setAttribute('aria-label', name);
            field.removeAttribute('aria-labelledby');
        });
        const shown = container.querySelector('.select2-selection--single .select2-selection__rendered');
        if (shown) {
            shown.setAttribute('aria-label', `${name}: ${shown.title || 'nothing chosen'}`);
            shown.closest('.select2-selection').setAttribute('aria-describedby', shown.id);
        }
    }

    // By now Django has asked jQuery to make its autocompletes: what is asked later is done later.
    window.addEventListener('load', () => django.jQuery(() => document.querySelectorAll('.select2-container').forEach(say)));
    document.addEventListener('focusin', (event) => {
        const container = event.target.closest('.select2-container');
        if (container) {
            say(container);
        }
    });
}
