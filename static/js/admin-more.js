// The rare fields of rows: puts them into a row that was drawn without them, as copies of those of the empty row, when somebody
// asks for more; and says beside “More” what they hold.
'use strict';
{
    const FIELDS = 'input:not([type=hidden]), select, textarea';

    // Puts the rare fields into a row. Returns the element that holds them, also where they were there already.
    function complete(row) {
        const cell = row.querySelector(':scope > .more');
        const pattern = row.parentElement.querySelector(':scope > .empty-form > .more > details');
        if (!cell || cell.querySelector(':scope > details') || !pattern) {
            return cell?.querySelector(':scope > details') ?? null;
        }
        const details = pattern.cloneNode(true);
        const number = row.id.match(/-(\d+)$/)[1];
        for (const element of details.querySelectorAll('*')) {
            for (const {name, value} of [...element.attributes]) {
                if (value.includes('__prefix__')) {
                    element.setAttribute(name, value.replace('__prefix__', number));
                }
            }
        }
        details.querySelectorAll('.help').forEach((help) => help.remove());
        details.querySelectorAll(FIELDS).forEach((field) => {
            if (field.matches('[type=checkbox], [type=radio]')) {
                field.checked = false;
            } else {
                field.value = '';
            }
        });
        cell.replaceChildren(details);
        details.dispatchEvent(new CustomEvent('formset:added', {bubbles: true, detail: {formsetName: row.id.replace(/-\d+$/, '')}}));
        return details;
    }

    // Puts in the rare fields of the row to which a name of a field belongs.
    function completeFor(name) {
        const id = /^(.+-\d+)-\w+$/.exec(name)?.[1];
        const row = id && document.getElementById(id);
        return row ? complete(row) : null;
    }

    function words(control) {
        if (control.matches('[type=checkbox]')) {
            return control.checked ? control.getAttribute('aria-label') : '';
        }
        if (control.matches('select')) {
            return [...control.selectedOptions].filter((option) => option.value).map((option) => option.text).join(', ');
        }
        return control.name ? control.value.trim() : '';
    }

    function sumUp(details) {
        const held = [...details.querySelectorAll('.rare > div')].flatMap((field) => {
            const text = [...field.querySelectorAll(FIELDS)].map(words).filter(Boolean).join(', ');
            return text ? [`${field.dataset.label}: ${text}`] : [];
        });
        details.querySelector('summary span').textContent = held.length ? `: ${held.join(', ')}` : '';
    }

    document.addEventListener('click', (event) => {
        const link = event.target.closest('.rows .more > a');
        const details = link && !event.ctrlKey && !event.metaKey && complete(link.closest('.form-row'));
        if (details) {
            event.preventDefault();
            details.open = true;
            [...details.querySelectorAll(FIELDS)].find((field) => field.getClientRects().length)?.focus();
        }
    });
    document.addEventListener('toggle', ({target}) => {
        if (target.matches('.rows .more > details') && !target.open) {
            sumUp(target);
        }
    }, true);

    window.rareFields = {completeFor};
}
