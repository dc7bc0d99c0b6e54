// One source for many rows: for all rows of a part that have none, for several fields of the film at once, and for each new
// row while an editor works from it.
'use strict';
{
    const {make, read} = window.combobox;
    const EMPTY_SOURCES = 'select[name$="-__prefix__-sources"]';
    const rowsOf = (group) => [...group.querySelectorAll('tr.form-row:not(.empty-form), .inline-related.dynamic-row, .inline-related[id]:not(.empty-form, .tabular)')]
        .filter((row) => !row.id.endsWith('-empty'));
    const sourcesOf = (row) => row.querySelector('select[name$="-sources"]');
    const isBlank = (row) => ![...row.querySelectorAll('input:not([type=hidden], [type=checkbox], [role=combobox]), select, textarea')]
        .some((field) => !field.name.endsWith('-sources') && !field.name.endsWith('-position') && field.value);
    const counted = (one, several, count) => interpolate(ngettext(one, several, count), {count}, true);
    const labelled = (text, control) => make('label', {}, `${text} `, control);

    // Returns a field in which a source is chosen, which the form doesn't send.
    function sourceField(label) {
        const pattern = document.querySelector(EMPTY_SOURCES);
        const select = make('select', {'aria-label': label});
        [...pattern.attributes].filter(({name}) => name.startsWith('data-') && name !== 'data-details')
            .forEach(({name, value}) => select.setAttribute(name, value));
        select.className = 'combobox';
        return select;
    }

    function chosen(select) {
        return [...select.selectedOptions].find(({value}) => value && !value.startsWith('typed:'));
    }

    // Cites a source in a row, with its page and quote.
    function cite(row, {value, text}, details = {}) {
        const select = sourcesOf(row);
        if (!select || [...select.selectedOptions].length) {
            return false;
        }
        const filled = Object.entries(details).filter(([, words]) => words);
        const fullValue = filled.length ? JSON.stringify({of: value, locator: '', quote: '', differs: '', ...Object.fromEntries(filled)}) : value;
        select.append(new Option(text, fullValue, true, true));
        select.dispatchEvent(new Event('change', {bubbles: true}));
        return true;
    }

    function panel(title, ...parts) {
        const status = make('span', {role: 'status'});
        const details = make('details', {class: 'cite-many'}, make('summary', {}, title), ...parts, status);
        // Enter does what the button does: it never sends the form.
        details.addEventListener('keydown', (event) => {
            if (event.key === 'Enter' && !event.defaultPrevented && event.target.matches('input')) {
                event.preventDefault();
                details.querySelector('.button').click();
            }
        });
        return [details, status];
    }

    function detailInputs() {
        const inputs = {locator: make('input', {type: 'text'}), quote: make('input', {type: 'text'})};
        const values = () => Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, input.value.trim()]));
        return [values, labelled(gettext('Page or place'), inputs.locator), labelled(gettext('Quote'), inputs.quote)];
    }

    function addCiteAll(group) {
        const select = sourceField(gettext('Source for all rows without one'));
        const [values, ...inputs] = detailInputs();
        const button = make('button', {type: 'button', class: 'button'}, gettext('Cite it'));
        const [details, status] = panel(gettext('Cite a source for all rows without one'), select, ...inputs, button);
        button.addEventListener('click', () => {
            const option = chosen(select);
            const rows = option ? rowsOf(group).filter((row) => !isBlank(row) && cite(row, option, values())) : [];
            status.textContent = option ? counted('Cited in %(count)s row.', 'Cited in %(count)s rows.', rows.length) : gettext('Choose a source first.');
        });
        return details;
    }

    function setField(row, name, option) {
        const field = row.querySelector(`[name$="-${name}"]`);
        if (field.matches('select') && ![...field.options].some(({value}) => value === option.value)) {
            field.append(new Option(option.text, option.value));
        }
        field.value = option.value;
        field.dispatchEvent(new Event('change', {bubbles: true}));
    }

    const LANGUAGES = 'spoken intertitles subtitles sung dubbed voice_over sdh_subtitles captions audio_description signed opening_credits closing_credits';

    // Returns the start of the names of the fields of the film, or of a version: of a saved one by its key, else by its place.
    function prefixOf(version) {
        const key = [...document.querySelectorAll('#versions-group input[name$="-id"]')].find(({value}) => value && value === version);
        return version ? key?.name.replace(/id$/, '') ?? `versions-${version.replace('row:', '')}-` : '';
    }

    function isFilledIn(prefix, field) {
        const names = field === 'languages' ? LANGUAGES.split(' ') : [field];
        return names.flatMap((name) => [...document.getElementsByName(`${prefix}${name}`)])
            .some((control) => (control.type === 'checkbox' ? control.checked : control.value));
    }

    // Returns the fields of the film or of a version that are filled in and for which no row cites a source.
    function uncited(group, version) {
        const cited = rowsOf(group).map((row) => ['field', 'version'].map((name) => row.querySelector(`[name$="-${name}"]`)?.value ?? ''))
            .filter(([, other]) => other === version).map(([field]) => field);
        const prefix = prefixOf(version);
        return [...group.querySelector('[name="citations-__prefix__-field"]').options].map(({value}) => value)
            .filter((field) => field && !cited.includes(field) && isFilledIn(prefix, field));
    }

    // Offers a source for several fields of the film or of one version: a row each.
    function addCiteFields(group) {
        const pattern = (name) => group.querySelector(`[name="citations-__prefix__-${name}"]`);
        if (!pattern('field') || !pattern('version')) {
            return null;
        }
        const select = sourceField(gettext('Source of the fields'));
        const version = make('select', {});
        const fillVersions = () => version.replaceChildren(...[...pattern('version').options].map((option) => option.cloneNode(true)));
        const rest = make('input', {type: 'checkbox'});
        const boxes = [...pattern('field').options].filter(({value}) => value).map(({value, text}) => {
            const box = make('input', {type: 'checkbox', value});
            box.dataset.text = text;
            return box;
        });
        const [values, ...inputs] = detailInputs();
        const button = make('button', {type: 'button', class: 'button'}, gettext('Add a row for each'));
        const rows = [[rest, gettext('all that are filled in and have no source')], ...boxes.map((box) => [box, box.dataset.text])];
        const fields = make('fieldset', {}, make('legend', {}, gettext('Fields')), ...rows.map(([box, text]) => make('label', {}, box, ` ${text}`)));
        const [details, status] = panel(gettext('Cite a source for several fields'), select, labelled(gettext('Version'), version), fields, ...inputs, button);
        details.addEventListener('toggle', fillVersions);
        version.addEventListener('focus', () => {
            const {value} = version;
            fillVersions();
            version.value = value;
        });
        button.addEventListener('click', () => {
            const option = chosen(select);
            const missing = rest.checked ? uncited(group, version.value) : [];
            const ticked = boxes.filter((box) => box.checked || missing.includes(box.value));
            rest.checked = false;
            if (!option || !ticked.length) {
                status.textContent = gettext('Choose a source, and the fields that it states.');
                return;
            }
            ticked.forEach((box) => {
                group.querySelector('.add-row a').click();
                const row = rowsOf(group).at(-1);
                setField(row, 'field', {value: box.value, text: box.dataset.text});
                setField(row, 'version', version.selectedOptions[0]);
                setField(row, 'source', option);
                Object.entries(values()).forEach(([name, value]) => { row.querySelector(`[name$="-${name}"]`).value = value; });
                box.checked = false;
            });
            status.textContent = counted('%(count)s row added.', '%(count)s rows added.', ticked.length);
            select.focus();
        });
        return details;
    }

    // The source that an editor works from, for each row that is added, until it is put off or the tab is closed.
    class Standing {
        constructor(form) {
            this.key = 'standing-source';
            const label = gettext('Source of each new row');
            this.select = sourceField(label);
            this.box = make('input', {type: 'checkbox'});
            this.bar = make('div', {class: 'standing-source', role: 'group', 'aria-label': label},
                make('span', {}, `${label}: `), this.select, labelled('', this.box));
            this.box.parentElement.append(gettext('cite it (Alt+S)'));
            form.prepend(this.bar);
            this.restore();
            this.select.addEventListener('change', () => this.keep(true));
            this.box.addEventListener('change', () => this.keep());
            document.addEventListener('keydown', (event) => {
                if (event.altKey && event.code === 'KeyS' && !event.ctrlKey && !event.metaKey) {
                    event.preventDefault();
                    this.box.checked = !this.box.checked;
                    this.keep();
                }
            });
            document.addEventListener('formset:added', ({target}) => this.box.checked && this.option() && cite(target, this.option()));
        }

        option() {
            return chosen(this.select);
        }

        keep(isNew = false) {
            this.box.checked = isNew ? Boolean(this.option()) : this.box.checked && Boolean(this.option());
            const {value, text} = this.option() ?? {};
            sessionStorage.setItem(this.key, JSON.stringify({value, text, on: this.box.checked}));
        }

        restore() {
            const {value, text, on} = JSON.parse(sessionStorage.getItem(this.key) ?? '{}');
            // What was new is in the catalogue by now, or was never saved.
            if (value && !read(value)[0].startsWith('new:')) {
                this.select.append(new Option(text, value, true, true));
                this.box.checked = Boolean(on);
            }
        }
    }

    document.addEventListener('DOMContentLoaded', () => {
        const form = document.querySelector('#content-main form');
        if (!form || !document.querySelector(EMPTY_SOURCES)) {
            return;
        }
        new Standing(form);
        document.querySelectorAll('.js-inline-admin-formset').forEach((group) => {
            const part = group.querySelector(EMPTY_SOURCES) ? addCiteAll(group) : group.id === 'citations-group' && addCiteFields(group);
            if (part) {
                group.append(part);
            }
        });
        document.querySelectorAll('.cite-many select.combobox, .standing-source select.combobox').forEach((select) => window.combobox.of(select));
    });
}
