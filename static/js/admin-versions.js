// Keeps the choices of the version that a row is of in step with the versions that are typed in the same form: the value of
// such a choice is `row:` and the place of the version's row, and its text what is typed there.
'use strict';
{
    let lastKey = 0;

    const isSaved = (row) => Boolean(row.querySelector('input[name$="-id"]')?.value);
    const placeOf = (row) => Number(row.id.slice('versions-'.length));

    function rows() {
        const all = document.querySelectorAll('#versions-group [id^="versions-"].inline-related:not(.empty-form)');
        return [...all].filter((row) => /^versions-\d+$/.test(row.id) && !isSaved(row));
    }

    function labelOf(row) {
        const texts = ['name', 'date'].map((name) => row.querySelector(`[name$="-${name}"]`)?.value.trim());
        return texts.find(Boolean) ?? interpolate(gettext('version %(place)s of this form'), {place: placeOf(row) + 1}, true);
    }

    const selects = () => document.querySelectorAll('select[name$="-version"]');

    function bringInStep() {
        const typed = rows();
        const byKey = new Map(typed.map((row) => [row.dataset.versionKey ??= String(lastKey += 1), row]));
        const byValue = new Map(typed.map((row) => [`row:${placeOf(row)}`, row]));
        for (const select of selects()) {
            const kept = new Set();
            for (const option of [...select.options].filter(({value}) => value.startsWith('row:'))) {
                const row = option.dataset.versionKey ? byKey.get(option.dataset.versionKey) : byValue.get(option.value);
                if (row) {
                    kept.add(row);
                    option.dataset.versionKey = row.dataset.versionKey;
                    option.value = `row:${placeOf(row)}`;
                    option.text = labelOf(row);
                } else {
                    option.remove();
                }
            }
            // A saved row has but what is chosen, until somebody uses it.
            const missing = select.classList.contains('row-choice') ? [] : typed.filter((row) => !kept.has(row));
            for (const row of missing) {
                const option = new Option(labelOf(row), `row:${placeOf(row)}`);
                option.dataset.versionKey = row.dataset.versionKey;
                select.append(option);
            }
        }
    }

    const isOfVersions = (event) => (event.target.name ?? '').startsWith('versions-');
    document.addEventListener('DOMContentLoaded', bringInStep);
    document.addEventListener('formset:added', bringInStep);
    // Django numbers the rows anew after it has told of the one that is gone.
    document.addEventListener('formset:removed', () => queueMicrotask(bringInStep));
    document.addEventListener('input', (event) => isOfVersions(event) && bringInStep());
    document.addEventListener('change', (event) => isOfVersions(event) && bringInStep());
}
