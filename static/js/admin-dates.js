// Says beside a date, while it is typed, how the catalogue reads it.
'use strict';
{
    const PAUSE = 300;
    const waiting = new WeakMap();

    async function showReading(input) {
        const words = input.parentElement.querySelector('.date-words');
        const text = input.value.trim();
        const response = text && await fetch(`${input.dataset.reader}?${new URLSearchParams({text})}`);
        if (input.value.trim() !== text || (response && (!response.ok || response.redirected))) {
            return;
        }
        const reading = response ? await response.json() : {};
        words.textContent = reading.words ?? reading.error ?? '';
        words.classList.toggle('is-refused', Boolean(reading.error));
    }

    document.addEventListener('input', (event) => {
        if (event.target.matches('input.partial-date')) {
            clearTimeout(waiting.get(event.target));
            waiting.set(event.target, setTimeout(() => showReading(event.target).catch(() => {}), PAUSE));
        }
    });
}
