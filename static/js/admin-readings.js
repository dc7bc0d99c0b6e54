// Says beside a date, a running time or an outside id, while it is typed, how the catalogue reads it.
'use strict';
{
    const PAUSE = 300;
    const waiting = new WeakMap();

    function wordsOf(input) {
        let words = input.parentElement.querySelector('.date-words');
        if (!words) {
            words = document.createElement('span');
            words.className = 'date-words';
            words.setAttribute('role', 'status');
            input.after(words);
        }
        return words;
    }

    async function showReading(input) {
        const words = wordsOf(input);
        const text = input.value.trim();
        const scheme = input.form?.elements[input.name.replace(/value$/, 'scheme')]?.value ?? '';
        const parameters = input.dataset.noun ? {text, scheme, noun: input.dataset.noun} : {text};
        const response = text && await fetch(`${input.dataset.reader}?${new URLSearchParams(parameters)}`);
        if (input.value.trim() !== text || (response && (!response.ok || response.redirected))) {
            return;
        }
        const reading = response ? await response.json() : {};
        words.textContent = reading.words ?? reading.error ?? '';
        words.classList.toggle('is-refused', Boolean(reading.error));
    }

    document.addEventListener('input', (event) => {
        if (event.target.matches('input[data-reader]')) {
            clearTimeout(waiting.get(event.target));
            waiting.set(event.target, setTimeout(() => showReading(event.target).catch(() => {}), PAUSE));
        }
    });
}
