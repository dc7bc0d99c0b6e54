// A saved row's selects hold only what is chosen. When one is first used, it gets the rest from the empty row at the
// table's end: a choice its options, a reference to other nouns Django's autocomplete and the link that adds one.
'use strict';
{
    // Django's own jQuery, which may be loaded after this.
    const $ = (element) => django.jQuery(element);
    const ASLEEP = 'select.row-pick, select.row-choice';

    function patternOf(select) {
        return document.querySelector(`select[name="${select.name.replace(/-\d+-/, '-__prefix__-')}"]`);
    }

    function fill(select, pattern) {
        const chosen = select.value;
        select.replaceChildren(...[...pattern.options].map((option) => option.cloneNode(true)));
        select.value = chosen;
    }

    function dress(select, pattern) {
        for (const {name, value} of pattern.attributes) {
            if (name.startsWith('data-') || name === 'lang') {
                select.setAttribute(name, value);
            }
        }
        select.id = `id_${select.name}`;
        select.removeAttribute('size');
        select.classList.add('admin-autocomplete');
        if (!select.multiple && select.dataset.allowClear === 'true') {
            select.prepend(new Option('', '', false, false));
        }
        $(select).djangoAdminSelect2();
        const link = document.getElementById(`add_${pattern.id}`)?.cloneNode(true);
        if (link) {
            link.id = `add_${select.id}`;
            select.parentElement.append(link);
        }
    }

    function wake(select) {
        const pattern = patternOf(select);
        const picks = select.classList.contains('row-pick');
        select.classList.remove('row-pick', 'row-choice');
        (picks ? dress : fill)(select, pattern);
        return picks;
    }

    document.addEventListener('mousedown', (event) => {
        const select = event.target.closest(ASLEEP);
        if (select && wake(select)) {
            event.preventDefault();
            $(select).select2('open');
        }
    });

    document.addEventListener('focusin', (event) => {
        if (event.target.matches(ASLEEP) && wake(event.target)) {
            $(event.target).next().find('.select2-selection').trigger('focus');
        }
    });
}
