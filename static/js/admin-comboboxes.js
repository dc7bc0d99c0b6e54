// The comboboxes of the desk's forms: those of saved rows, which hold only the value they have until somebody uses them, and
// the panels in which a chosen row has details: the page and the quote of a source, the other fields of what is new.
'use strict';
{
    const {read, make} = window.combobox;
    const LIGHT = 'select.row-pick, select.row-choice';

    function emptyRowSelect(select) {
        return document.querySelector(`select[name="${select.name.replace(/-\d+-/, '-__prefix__-')}"]`);
    }

    function copyOptions(select, pattern) {
        const value = select.value;
        select.replaceChildren(...[...pattern.options].map((option) => option.cloneNode(true)));
        select.value = value;
    }

    // Completes the select of a saved row by that of the empty row at the table's end. Returns its combobox, if it is one.
    function complete(select) {
        const pattern = emptyRowSelect(select);
        const isReference = select.classList.contains('row-pick');
        select.classList.remove('row-pick', 'row-choice');
        if (!isReference) {
            copyOptions(select, pattern);
            return null;
        }
        for (const {name, value} of pattern.attributes) {
            if (name.startsWith('data-')) {
                select.setAttribute(name, value);
            }
        }
        select.id = `id_${select.name}`;
        select.removeAttribute('size');
        select.classList.add('combobox');
        return window.combobox.of(select);
    }

    document.addEventListener('mousedown', (event) => {
        const select = event.target.closest(LIGHT);
        const combobox = select && complete(select);
        if (combobox) {
            event.preventDefault();
            combobox.input.focus();
            combobox.search();
        }
    });
    document.addEventListener('focusin', (event) => {
        if (event.target.matches(LIGHT)) {
            complete(event.target)?.input.focus();
        }
    });

    const isPattern = (select) => select.name.includes('__prefix__');
    function completeAll(part) {
        part.querySelectorAll('select.combobox').forEach((select) => isPattern(select) || window.combobox.of(select));
    }
    document.addEventListener('formset:added', (event) => completeAll(event.target));

    // What has an error, and what is new or not decided on, is shown as such from the beginning.
    const isOpen = (select) => select.matches('.errorlist ~ *') || [...select.options].some(({value}) => /^(new|typed):/.test(read(value)[0]));
    document.addEventListener('DOMContentLoaded', () => {
        completeAll(document);
        [...document.querySelectorAll('select.row-pick')].filter(isOpen).forEach(complete);
    });

    // Panels.

    function write(option, value, details) {
        option.value = Object.keys(details).length ? JSON.stringify({of: value, ...details}) : value;
    }

    // A new row that is named in several fields is one row: what is changed of it in one changes in all.
    function rename(noun, before, after, text) {
        document.querySelectorAll(`select[data-noun="${noun}"]`).forEach((select) => {
            for (const option of select.options) {
                const [value, details] = read(option.value);
                if (value === before) {
                    write(option, after, details);
                    option.text = text;
                }
            }
            select.combobox?.draw();
        });
    }

    function detailInput(name, choices) {
        if (choices) {
            return make('select', {}, ...['', ...choices].map((choice) => new Option(choice)));
        }
        return name === 'quote' ? make('textarea', {rows: '2'}) : make('input', {type: 'text'});
    }

    function detailFields(select, option) {
        const labels = JSON.parse(select.dataset.details ?? '{}');
        const choices = JSON.parse(select.dataset.detailChoices ?? '{}');
        return Object.entries(labels).map(([name, label]) => {
            const input = detailInput(name, choices[name]);
            input.value = read(option.value)[1][name] ?? '';
            input.addEventListener('input', () => {
                const [value, details] = read(option.value);
                const filled = Object.fromEntries(Object.keys(labels).map((key) => [key, details[key] ?? '']));
                write(option, value, {...details, ...filled, [name]: input.value});
                select.dispatchEvent(new Event('change', {bubbles: true}));
            });
            return make('label', {}, `${label} `, input);
        });
    }

    function newValue(name, field, fields) {
        const others = fields.filter((control) => control.dataset.name !== field).map((control) => [control.dataset.name, valueOf(control)]);
        const filled = others.filter(([, value]) => value.length);
        return filled.length ? `new:${JSON.stringify({[field]: name, ...Object.fromEntries(filled)})}` : `new:${name}`;
    }
    const valueOf = (control) => (control.multiple ? [...control.selectedOptions].map((option) => option.value) : control.value.trim());

    // The noun's own form, which is asked for once.
    const ownForms = new Map();
    async function ownForm(select) {
        const {noun} = select.dataset;
        if (!ownForms.has(noun)) {
            const address = select.dataset.url.replace(/autocomplete\/$/, `new-row/${noun}/`);
            const response = await fetch(address, {headers: {Accept: 'text/html'}}).catch(() => ({ok: false}));
            if (!response.ok) {
                return null;
            }
            ownForms.set(noun, await response.text());
        }
        return ownForms.get(noun);
    }

    // {noun: {field: value}} of what the next new row takes over: the day on which a source was looked at.
    const carriedValues = new Map();

    // Shows the fields of a new row by its noun's own form.
    async function newFields(select, option) {
        const {noun} = select.dataset;
        const html = await ownForm(select);
        if (html === null) {
            return [make('p', {class: 'errornote'}, gettext('The server did not answer. Close this with Escape, then choose it once more.'))];
        }
        const part = make('div', {class: 'combobox-new'});
        part.innerHTML = html;
        const controls = [...part.querySelectorAll('[name]')];
        const [field] = controls;
        const text = read(option.value)[0].slice('new:'.length);
        const isFresh = !text.startsWith('{');
        const values = isFresh ? {...carriedValues.get(noun), [field.name]: text} : JSON.parse(text);
        const keep = () => {
            const name = field.value.trim();
            if (name) {
                rename(noun, read(option.value)[0], newValue(name, field.dataset.name, controls), name);
                select.dispatchEvent(new Event('change', {bubbles: true}));
            }
        };
        controls.forEach((control) => {
            control.dataset.name = control.name;
            control.removeAttribute('name');
            const value = values[control.dataset.name];
            if (control.multiple && value) {
                value.forEach((key) => control.append(new Option(key.replace(/^new:/, ''), key, true, true)));
            } else if (value !== undefined) {
                control.value = value;
            }
            control.addEventListener('change', () => {
                if (control.closest('[data-carried]')) {
                    carriedValues.set(noun, {...carriedValues.get(noun), [control.dataset.name]: valueOf(control)});
                }
                keep();
            });
        });
        if (isFresh && carriedValues.has(noun)) {
            keep();
        }
        return [part];
    }

    async function openPanel(select, option, button) {
        const {field} = select.combobox;
        const old = field.querySelector('.combobox-panel');
        old?.remove();
        button.setAttribute('aria-expanded', String(old?.option !== option));
        if (old?.option === option) {
            return;
        }
        const panel = make('div', {class: 'combobox-panel', role: 'group', 'aria-label': interpolate(gettext('Of %(name)s'), {name: option.text}, true)});
        panel.option = option;
        const isNew = read(option.value)[0].startsWith('new:');
        panel.append(...detailFields(select, option));
        field.append(panel);
        const focusFirst = () => panel.querySelector('input:not([type=hidden]), textarea')?.focus();
        focusFirst();
        panel.addEventListener('keydown', (event) => {
            if (event.key === 'Escape' || (event.key === 'Enter' && event.target.matches('input:not([role=combobox]), select'))) {
                event.preventDefault();
                event.stopPropagation();
                event.target.dispatchEvent(new Event('change', {bubbles: true}));
                panel.remove();
                select.combobox.input.focus();
            }
        });
        if (isNew) {
            panel.setAttribute('aria-busy', 'true');
            panel.append(...await newFields(select, option));
            panel.removeAttribute('aria-busy');
            completeAll(panel);
        }
        if (panel.isConnected && !panel.contains(document.activeElement)) {
            focusFirst();
        }
    }

    function moreButton(select, option) {
        const fields = read(option.value)[1];
        const details = Object.keys(JSON.parse(select.dataset.details ?? '{}')).map((name) => fields[name]).filter(Boolean);
        const text = details.length ? '…' : '+';
        const label = interpolate(gettext('More of %(name)s'), {name: option.text}, true);
        const button = make('button', {type: 'button', class: 'combobox-more', 'aria-expanded': 'false', 'aria-label': label, tabindex: '-1'}, text);
        button.title = details.join('\n') || gettext('More');
        button.addEventListener('click', () => openPanel(select, option, button));
        return button;
    }

    const hasPanel = (select, option) => select.dataset.details || read(option.value)[0].startsWith('new:');

    document.addEventListener('combobox:drawn', ({target: select}) => {
        const {combobox} = select;
        if (!combobox || select.closest('.combobox-panel')) {
            return;
        }
        combobox.field.querySelectorAll('.combobox-more').forEach((button) => button.remove());
        if (combobox.several) {
            combobox.chips.querySelectorAll('.combobox-chip').forEach((chip) => {
                const words = read(chip.option.value)[1][select.dataset.shownDetail];
                if (words) {
                    chip.querySelector('.combobox-chip-name').after(make('span', {class: 'combobox-chip-detail'}, words));
                }
                if (hasPanel(select, chip.option)) {
                    chip.querySelector('.combobox-remove').before(moreButton(select, chip.option));
                }
            });
        } else if (combobox.selected()[0] && hasPanel(select, combobox.selected()[0])) {
            combobox.input.after(moreButton(select, combobox.selected()[0]));
        }
    });

    // What stands beside a choice is asked for as soon as one is made.
    document.addEventListener('combobox:entered', ({target: select}) => {
        if (select.dataset.shownDetail) {
            [...select.combobox.field.querySelectorAll('.combobox-more')].at(-1)?.click();
        }
    });

    // The panel of the choice that was made last opens by Alt and the arrow down.
    document.addEventListener('keydown', (event) => {
        const combobox = event.altKey && event.key === 'ArrowDown' && event.target.matches?.('.combobox-input') &&
            event.target.closest('.combobox-field').previousElementSibling?.combobox;
        const buttons = combobox ? combobox.field.querySelectorAll('.combobox-more') : [];
        if (buttons.length) {
            event.preventDefault();
            event.stopImmediatePropagation();
            [...buttons].at(-1).click();
        }
    }, true);
}
