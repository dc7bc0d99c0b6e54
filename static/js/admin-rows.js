// Wakes a row's plain select, when it is first used, into Django's autocomplete, after the pattern of the empty row.
'use strict';
{
    const $ = django.jQuery;

    function patternOf(select) {
        return document.getElementById(select.id.replace(/-\d+-/, '-__prefix__-'));
    }

    function addLink(select, pattern) {
        const model = document.getElementById(`add_${pattern.id}`);
        if (model) {
            const link = model.cloneNode(true);
            link.id = `add_${select.id}`;
            select.after(link);
        }
    }

    function wake(select) {
        const pattern = patternOf(select);
        for (const {name, value} of pattern.attributes) {
            if (name.startsWith('data-') || name === 'lang') {
                select.setAttribute(name, value);
            }
        }
        select.removeAttribute('size');
        select.classList.replace('row-pick', 'admin-autocomplete');
        addLink(select, pattern);
        if (!select.multiple && select.dataset.allowClear === 'true') {
            select.prepend(new Option('', '', false, false));
        }
        $(select).djangoAdminSelect2();
    }

    document.addEventListener('mousedown', (event) => {
        const select = event.target.closest('select.row-pick');
        if (select) {
            event.preventDefault();
            wake(select);
            $(select).select2('open');
        }
    });

    document.addEventListener('focusin', (event) => {
        const select = event.target;
        if (select.matches('select.row-pick')) {
            wake(select);
            $(select).next().find('.select2-selection').trigger('focus');
        }
    });
}
