// Completes the selects of saved rows, which hold only the value they have, when somebody first uses them. The rest
// comes from the empty row at the table's end: the options of a choice, and for a reference to another noun Django's
// autocomplete and the link that adds a row of that noun.
'use strict';
{
    // A function, since Django's jQuery may be loaded after this script.
    const $ = (element) => django.jQuery(element);
    const INCOMPLETE = 'select.row-pick, select.row-choice';

    function emptyRowSelect(select) {
        return document.querySelector(`select[name="${select.name.replace(/-\d+-/, '-__prefix__-')}"]`);
    }

    function copyOptions(select, pattern) {
        const value = select.value;
        select.replaceChildren(...[...pattern.options].map((option) => option.cloneNode(true)));
        select.value = value;
    }

    function makeAutocomplete(select, pattern) {
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

    // Returns whether the select is now an autocomplete.
    function complete(select) {
        const pattern = emptyRowSelect(select);
        const isReference = select.classList.contains('row-pick');
        select.classList.remove('row-pick', 'row-choice');
        (isReference ? makeAutocomplete : copyOptions)(select, pattern);
        return isReference;
    }

    document.addEventListener('mousedown', (event) => {
        const select = event.target.closest(INCOMPLETE);
        if (select && complete(select)) {
            event.preventDefault();
            $(select).select2('open');
        }
    });

    document.addEventListener('focusin', (event) => {
        if (event.target.matches(INCOMPLETE) && complete(event.target)) {
            $(event.target).next().find('.select2-selection').trigger('focus');
        }
    });

    // Some fields keep the order in which rows are chosen: what is chosen anew goes to the end, also where it stood before.
    window.addEventListener('load', () => django.jQuery(document).on('select2:select', 'select[multiple]', (event) => {
        const select = event.target;
        const option = [...select.options].find((candidate) => candidate.value === String(event.params.data.id));
        if (option && option !== select.options[select.options.length - 1]) {
            select.append(option);
            $(select).trigger('change');
        }
    }));
}
