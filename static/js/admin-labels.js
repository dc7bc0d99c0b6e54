// Labels the fields of Django's autocompletes with the names of the selects they replace, for screen readers.
'use strict';
{
    function labelOf(select) {
        const label = select.labels?.[0]?.textContent.replace(/:\s*$/, '').trim();
        return select.getAttribute('aria-label') || label || 'Choose';
    }

    function labelFields(container) {
        const select = container.previousElementSibling;
        const label = select?.matches('select') ? labelOf(select) : 'Search';
        container.querySelectorAll('.select2-selection--single, .select2-search__field').forEach((field) => {
            field.setAttribute('aria-label', label);
            field.removeAttribute('aria-labelledby');
        });
        const value = container.querySelector('.select2-selection--single .select2-selection__rendered');
        if (value) {
            value.setAttribute('aria-label', `${label}: ${value.title || 'nothing chosen'}`);
            value.closest('.select2-selection').setAttribute('aria-describedby', value.id);
        }
    }

    // Django asks jQuery to make its autocompletes before the page has loaded. What is asked of jQuery now runs after that.
    window.addEventListener('load', () => django.jQuery(() => document.querySelectorAll('.select2-container').forEach(labelFields)));
    document.addEventListener('focusin', (event) => {
        const container = event.target.closest('.select2-container');
        if (container) {
            labelFields(container);
        }
    });
}
