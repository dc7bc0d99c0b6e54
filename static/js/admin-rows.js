// Rows of a form that are typed one after the other: Enter leads to the next row, which has the job of the row above and the
// next place in the billing. Each row has a name for screen readers, and each error is that of its field.
'use strict';
{
    const FIELDS = 'input:not([type=hidden], [type=checkbox], [type=file]), select:not([hidden]), textarea';
    // Whether an editor asks for a row, and no script.
    let isAsked = false;

    const groupOf = (element) => element.closest('.js-inline-admin-formset');
    const rowsOf = (group) => [...group.querySelectorAll('tbody > tr.form-row:not(.empty-form), .inline-related:not(.empty-form, .tabular)')];
    const control = (row, name) => row?.querySelector(`[name$="-${name}"]`);

    function focusOn(row) {
        // Comboboxes are made when all have heard of the row.
        queueMicrotask(() => [...row.querySelectorAll(FIELDS)].find((field) => field.offsetParent && !field.readOnly)?.focus());
    }

    const isUntouched = (field) => !field.value || [...field.selectedOptions ?? []].some((option) => option.defaultSelected);

    function carry(row, before, name) {
        const [from, to] = [control(before, name), control(row, name)];
        if (from && to && from.value && isUntouched(to)) {
            const {text, value} = from.selectedOptions?.[0] ?? from;
            if (to.matches('select') && ![...to.options].some((option) => option.value === value)) {
                to.append(new Option(text, value));
            }
            to.value = value;
            to.dispatchEvent(new Event('change', {bubbles: true}));
        }
    }

    function count(row, before, name) {
        const [from, to] = [control(before, name), control(row, name)];
        if (to && !to.value && (!before || /^\d+$/.test(from?.value ?? ''))) {
            to.value = before ? Number(from.value) + 1 : 1;
            to.dispatchEvent(new Event('change', {bubbles: true}));
        }
    }

    function nameRows(group) {
        const {name} = JSON.parse(group.dataset.inlineFormset);
        const heading = group.querySelector('.inline-heading')?.textContent.trim() ?? name;
        group.querySelectorAll('tbody > tr.form-row:not(.empty-form)').forEach((row, place) => {
            row.setAttribute('aria-label', interpolate(gettext('%(heading)s, row %(place)s'), {heading, place: place + 1}, true));
        });
    }

    function describeErrors(part) {
        part.querySelectorAll('td > .errorlist').forEach((list, place) => {
            const field = list.parentElement.querySelector('input:not([type=hidden]), select, textarea');
            list.id ||= `row-error-${place}`;
            field?.setAttribute('aria-describedby', list.id);
            field?.setAttribute('aria-invalid', 'true');
        });
    }

    document.addEventListener('DOMContentLoaded', () => {
        describeErrors(document);
        document.querySelectorAll('.js-inline-admin-formset').forEach(nameRows);
    });

    document.addEventListener('click', (event) => {
        isAsked = (event.isTrusted || isAsked) && Boolean(event.target.closest('.add-row a'));
    }, true);

    document.addEventListener('formset:added', ({target: row}) => {
        const group = groupOf(row);
        nameRows(group);
        if (isAsked) {
            isAsked = false;
            row.fresh = true;
            focusOn(row);
        }
    });

    // A new row takes over the job and counts on once something is entered in it: one in which nothing is stays empty.
    document.addEventListener('change', ({target}) => {
        const row = target.closest('tr.form-row');
        if (!row?.fresh) {
            return;
        }
        row.fresh = false;
        const group = groupOf(row);
        const before = rowsOf(group).filter((other) => other !== row).at(-1);
        (group.dataset.carry ?? '').split(' ').filter(Boolean).forEach((name) => carry(row, before, name));
        (group.dataset.count ?? '').split(' ').filter(Boolean).forEach((name) => count(row, before, name));
    });

    function goToNextRow(row, group) {
        const rows = rowsOf(group);
        const next = rows[rows.indexOf(row) + 1];
        if (next) {
            focusOn(next);
        } else {
            const link = group.querySelector('.add-row a');
            isAsked = Boolean(link);
            link?.click();
        }
    }

    // A row that is a form of its own, as a version's, has more fields than a line shows: Enter leads through them.
    function goToNextField(row, target) {
        const fields = [...row.querySelectorAll('input:not([type=hidden]), select, textarea')].filter((field) => field.offsetParent);
        fields[fields.indexOf(target) + 1]?.focus();
    }

    // Enter takes a name and leads on: to the next name of the row that is missing, then to the next row.
    document.addEventListener('combobox:entered', ({target: select}) => {
        const row = select.closest('tr.form-row');
        const group = row && groupOf(row);
        if (!group?.dataset.carry || (select.multiple && !select.combobox.words)) {
            return;
        }
        const fields = [...row.querySelectorAll('.combobox-input')].filter((field) => field.offsetParent);
        const next = fields.slice(fields.indexOf(select.combobox.input) + 1)
            .map((field) => field.closest('.combobox-field').previousElementSibling)
            .find((other) => !other.selectedOptions[0]?.value && !other.name.endsWith('-sources'));
        if (next) {
            next.focus();
        } else {
            goToNextRow(row, group);
        }
    });

    document.addEventListener('keydown', (event) => {
        const {target, key} = event;
        if (key !== 'Enter' || event.defaultPrevented || event.ctrlKey || event.metaKey || !target.matches('input:not([type=submit])')) {
            return;
        }
        const row = target.closest('tr.form-row, .inline-related:not(.tabular)');
        const group = row && groupOf(row);
        if (!group || target.closest('.combobox-panel') || target.type === 'file') {
            return;
        }
        event.preventDefault();
        if (row.matches('tr')) {
            goToNextRow(row, group);
        } else {
            goToNextField(row, target);
        }
    });
}
