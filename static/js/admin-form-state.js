// Reads what is entered in a form of the desk, and fills it in again: fields, rows that were added, chosen files.
'use strict';
{
    const TOKENS = ['csrfmiddlewaretoken', '_once', '_seen'];
    const BUTTONS = ['button', 'submit', 'reset', 'image'];
    const NOT_TYPED = ['hidden', 'checkbox', 'radio'];

    const isSecret = (control) => control.type === 'password' || control.autocomplete === 'one-time-code';

    // Leaves out passwords, codes, and the empty rows that new rows are made from.
    function controlsOf(form) {
        const isEntry = ({name, type}) => name && !TOKENS.includes(name) && !name.includes('__prefix__') && !BUTTONS.includes(type);
        return [...form.elements].filter((control) => isEntry(control) && !control.disabled && !isSecret(control));
    }

    const hasTypedField = (form) => controlsOf(form).some(
        (control) => control.matches('input, textarea') && !NOT_TYPED.includes(control.type),
    );

    function selectedOptions(select, asItCame) {
        if (!asItCame) {
            return [...select.selectedOptions];
        }
        const options = [...select.options].filter((option) => option.defaultSelected);
        return options.length || select.multiple ? options : [...select.options].slice(0, 1);
    }

    function entriesOf(control, asItCame) {
        const {name} = control;
        if (control.type === 'file') {
            return [];
        }
        if (control.matches('select')) {
            return selectedOptions(control, asItCame).map((option) => [name, option.value, option.text]);
        }
        if (['checkbox', 'radio'].includes(control.type)) {
            return (asItCame ? control.defaultChecked : control.checked) ? [[name, control.value]] : [];
        }
        return [[name, asItCame ? control.defaultValue : control.value]];
    }

    // Returns [name, value, text of the option] of all that is entered, or that was in the form as it came.
    const read = (form, asItCame = false) => controlsOf(form).flatMap((control) => entriesOf(control, asItCame));

    // Selects get their empty option only when they are first used, so an empty value says nothing.
    const fingerprint = (entries) => JSON.stringify(entries.filter(([, value]) => value).map(([name, value]) => [name, value]));

    const fileFields = (form) => controlsOf(form).filter((control) => control.type === 'file');

    // Returns [name, files] of each field in which files are chosen.
    const readFiles = (form) => fileFields(form).filter((field) => field.files.length).map((field) => [field.name, [...field.files]]);

    const areSameFiles = (one, other) => one.length === other.length && one.every(
        ([name, files], index) => name === other[index][0] && files.every((file, place) => file === other[index][1][place]),
    );

    function setRowCount(form, name, count) {
        const group = document.getElementById(name.replace(/-TOTAL_FORMS$/, '-group'));
        const total = form.elements[name];
        for (let last = -1; group && Number(total.value) !== last && Number(total.value) !== count;) {
            last = Number(total.value);
            const links = group.querySelectorAll(last < count ? '.add-row a' : '.inline-deletelink');
            [...links].at(-1)?.click();
        }
    }

    function setOptions(select, entries) {
        entries.forEach(([, value, text]) => {
            if (![...select.options].some((option) => option.value === value)) {
                select.append(new Option(text, value));
            }
        });
        const values = entries.map(([, value]) => value);
        [...select.options].forEach((option) => {
            option.selected = values.includes(option.value);
        });
    }

    function setEntries(control, entries) {
        if (control.matches('select')) {
            setOptions(control, entries);
        } else if (['checkbox', 'radio'].includes(control.type)) {
            control.checked = entries.some(([, value]) => value === control.value);
        } else {
            control.value = entries[0]?.[1] ?? '';
        }
    }

    function openParts(control) {
        for (let part = control.closest('details'); part; part = part.parentElement.closest('details')) {
            part.open = true;
        }
    }

    function show(control) {
        openParts(control);
        control.dispatchEvent(new Event('change', {bubbles: true}));
    }

    // Fills in what `read` returned of the same form. Hidden fields stay as they are.
    function fill(form, entries) {
        entries.filter(([name]) => name.endsWith('-TOTAL_FORMS') && form.elements[name])
            .forEach(([name, count]) => setRowCount(form, name, Number(count)));
        // Rare fields come into a saved row when somebody first asks for them.
        entries.filter(([name, value]) => value && !form.elements[name]).forEach(([name]) => window.rareFields?.completeFor(name));
        const entriesByName = new Map();
        entries.forEach((entry) => entriesByName.set(entry[0], [...(entriesByName.get(entry[0]) ?? []), entry]));
        for (const control of controlsOf(form)) {
            const before = fingerprint(entriesOf(control));
            if (control.type === 'hidden' || control.type === 'file') {
                continue;
            }
            const controlEntries = entriesByName.get(control.name) ?? [];
            const isTicked = ['checkbox', 'radio'].includes(control.type);
            const after = fingerprint(isTicked ? controlEntries.filter(([, value]) => value === control.value) : controlEntries);
            if (before !== after) {
                setEntries(control, controlEntries);
                show(control);
            }
        }
    }

    // Takes words on a field out of the list at the top of the page, and the list, if nothing is left in it.
    function dropLine(field, words) {
        const links = [...document.querySelectorAll('.errors-list a')];
        const link = links.find(({hash, textContent}) => hash === `#${field.id}` && textContent.includes(words));
        (links.length > 1 ? link?.closest('li') : link?.closest('.errors-list'))?.remove();
    }

    function dropWords(field) {
        field.closest('.form-row, td')?.querySelectorAll('.errorlist .chosen-file').forEach((words) => {
            const list = words.closest('.errorlist');
            dropLine(field, words.textContent);
            (list.children.length > 1 ? words.closest('li') : list).remove();
        });
    }

    // Chooses files again, and takes away the server's words that ask for them.
    function fillFiles(form, files) {
        const filesByName = new Map(files);
        for (const field of fileFields(form)) {
            const chosen = filesByName.get(field.name);
            if (chosen) {
                const transfer = new DataTransfer();
                chosen.forEach((file) => transfer.items.add(file));
                field.files = transfer.files;
                dropWords(field);
                show(field);
            }
        }
    }

    window.formState = {hasTypedField, read, fingerprint, readFiles, areSameFiles, fill, fillFiles};
}
