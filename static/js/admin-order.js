// Moves rows by a handle, dragged or with the arrow keys, and writes the numbers of their order into them.
'use strict';
{
    const ROWS = ':scope > .form-row:not(.empty-form), :scope > .inline-related:not(.empty-form)';
    const groups = [...document.querySelectorAll('.inline-group[data-order]')];
    const status = document.createElement('p');
    status.className = 'order-status';
    status.setAttribute('role', 'status');

    const listOf = (group) => group.querySelector('tbody') ?? group.querySelector('fieldset');
    const rowsOf = (group) => [...listOf(group).querySelectorAll(ROWS)];
    const fieldOf = (group, row) => row.querySelector(`[name$="-${group.dataset.order}"]`);
    const numberOf = (field) => (/^\d+$/.test(field?.value ?? '') ? Number(field.value) : null);
    // The words of a row's errors stand in a row of their own before it.
    const errorsOf = (row) => (row.previousElementSibling?.matches('.row-form-errors') ? row.previousElementSibling : null);

    function nameOf(row) {
        const field = row.querySelector('td:nth-child(2) :is(select, input:not([type=hidden]), textarea), .inline_label');
        const text = field?.selectedOptions?.[0]?.text ?? field?.value ?? field?.textContent ?? '';
        return text.trim() || row.getAttribute('aria-label') || gettext('Row');
    }

    const placed = (words, row, index, rows) => interpolate(words, {name: nameOf(row), place: index + 1, count: rows.length}, true);

    function write(field, number) {
        if (field && field.value !== String(number)) {
            field.value = number;
            field.dispatchEvent(new Event('change', {bubbles: true}));
        }
    }

    // Returns the numbers of all rows after one came to a place: those that it passed are exchanged where all have one; else it
    // follows on the row before it, and what comes after makes room. Rows without a number keep none, unless it comes after them.
    function numbersAfter(numbers, from, to) {
        const [low, high] = [Math.min(from, to), Math.max(from, to) + 1];
        const passed = numbers.slice(low, high);
        const after = numbers.toSpliced(from, 1).toSpliced(to, 0, null);
        if (!passed.includes(null) && new Set(passed).size === passed.length) {
            return after.toSpliced(low, high - low, ...passed.toSorted((one, other) => one - other));
        }
        const known = numbers.filter((number) => number !== null);
        let start = to;
        while (start > 0 && after[start - 1] === null) {
            start -= 1;
        }
        let last = start > 0 ? after[start - 1] : (known.length ? Math.min(...known) : 1) - 1;
        for (let index = start; index < after.length; index += 1) {
            if (index <= to || (after[index] !== null && after[index] <= last)) {
                after[index] = last + 1;
            }
            last = after[index] ?? last;
        }
        return after;
    }

    function insert(list, row, before) {
        const errors = errorsOf(row);
        list.insertBefore(row, before);
        if (errors) {
            list.insertBefore(errors, row);
        }
    }

    // Moves a row to the place that another has now. The rows between them go round it: what is dragged or has the focus stays.
    function move(group, row, to) {
        const rows = rowsOf(group);
        const from = rows.indexOf(row);
        if (to < 0 || to >= rows.length || to === from) {
            return false;
        }
        const numbers = numbersAfter(rows.map((other) => numberOf(fieldOf(group, other))), from, to);
        const list = listOf(group);
        if (to < from) {
            const next = row.nextElementSibling;
            rows.slice(to, from).forEach((other) => insert(list, other, next));
        } else {
            rows.slice(from + 1, to + 1).forEach((other) => insert(list, other, errorsOf(row) ?? row));
        }
        rowsOf(group).forEach((other, index) => numbers[index] !== null && write(fieldOf(group, other), numbers[index]));
        status.textContent = placed(gettext('%(name)s: place %(place)s of %(count)s'), row, to, rows);
        return true;
    }

    // Django numbers the fields anew by the order of the page when a row is removed, and takes the first ones for saved rows.
    function orderForRemoval(group) {
        const rows = rowsOf(group);
        const end = listOf(group).querySelector(':scope > .empty-form');
        const indexOf = (row) => Number(row.id.match(/-(\d+)$/)[1]);
        [...rows].sort((one, other) => indexOf(one) - indexOf(other)).forEach((row) => insert(listOf(group), row, end));
        setTimeout(() => rows.filter((row) => row.isConnected).forEach((row) => insert(listOf(group), row, end)));
    }

    function moveByKey(event, group, row, handle) {
        const rows = rowsOf(group);
        const from = rows.indexOf(row);
        const to = {ArrowUp: from - 1, ArrowDown: from + 1, Home: 0, End: rows.length - 1}[event.key];
        if (to === undefined) {
            return;
        }
        event.preventDefault();
        if (!move(group, row, to)) {
            status.textContent = placed(gettext('%(name)s: place %(place)s of %(count)s, no further'), row, from, rows);
        }
        handle.focus();
        row.scrollIntoView({block: 'nearest'});
    }

    function drag(event, group, row, handle) {
        handle.setPointerCapture(event.pointerId);
        row.classList.add('is-dragged');
        const follow = ({clientY}) => {
            const rows = rowsOf(group);
            const from = rows.indexOf(row);
            const middle = (other) => other.getBoundingClientRect().top + other.offsetHeight / 2;
            if (from > 0 && clientY < middle(rows[from - 1])) {
                move(group, row, from - 1);
            } else if (from < rows.length - 1 && clientY > middle(rows[from + 1])) {
                move(group, row, from + 1);
            }
        };
        const end = () => {
            row.classList.remove('is-dragged');
            handle.removeEventListener('pointermove', follow);
        };
        handle.addEventListener('pointermove', follow);
        handle.addEventListener('lostpointercapture', end, {once: true});
    }

    function addHandle(group, row) {
        const cell = row.querySelector(':scope > .original, :scope > .row-tools');
        if (!cell || cell.querySelector('.order-handle') || !fieldOf(group, row)) {
            return;
        }
        const handle = document.createElement('button');
        handle.type = 'button';
        handle.className = 'order-handle';
        handle.textContent = '⠿';
        handle.title = gettext('Drag it, or press the arrow keys');
        const sayWhat = () => handle.setAttribute('aria-label', interpolate(gettext('Move %(name)s: arrow keys up and down'), {name: nameOf(row)}, true));
        sayWhat();
        handle.addEventListener('focus', sayWhat);
        handle.addEventListener('keydown', (event) => moveByKey(event, group, row, handle));
        handle.addEventListener('pointerdown', (event) => drag(event, group, row, handle));
        cell.prepend(handle);
    }

    if (groups.length) {
        document.getElementById('content').append(status);
        groups.forEach((group) => rowsOf(group).forEach((row) => addHandle(group, row)));
        document.addEventListener('click', (event) => {
            const group = event.target.closest('.inline-deletelink')?.closest('.inline-group[data-order]');
            if (group) {
                orderForRemoval(group);
            }
        }, true);
        document.addEventListener('formset:added', ({target}) => {
            const group = target.closest('.inline-group[data-order]');
            const row = target.closest('.form-row, .inline-related');
            if (group && row) {
                addHandle(group, row);
            }
        });
    }
}
