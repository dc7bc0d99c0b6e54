// In a group of boxes the letters that are typed lead to the box whose words begin so, as in a list; Space ticks it.
'use strict';
{
    const PAUSE = 1000;
    let typed = '';
    let moment = 0;

    const wordsOf = (box) => (box.labels[0]?.textContent ?? '').trim().toLowerCase();
    // The boxes of one question: those of one name in one set of fields.
    function groupOf(box) {
        const place = box.closest('fieldset, .form-row');
        return place ? [...place.querySelectorAll('input[type=checkbox]')].filter(({name}) => name === box.name) : [];
    }

    document.addEventListener('keydown', (event) => {
        const {target: box, key, timeStamp} = event;
        if (!box.matches?.('input[type=checkbox]') || event.ctrlKey || event.metaKey || event.altKey || key.length !== 1) {
            return;
        }
        const boxes = groupOf(box);
        if (key === ' ' || boxes.length < 2) {
            typed = '';
            return;
        }
        event.preventDefault();
        typed = `${timeStamp - moment > PAUSE ? '' : typed}${key.toLowerCase()}`;
        moment = timeStamp;
        // One letter over and over leads from each such box to the next one.
        const isOneLetter = [...typed].every((letter) => letter === typed[0]);
        const word = isOneLetter ? typed[0] : typed;
        const place = boxes.indexOf(box) + Number(isOneLetter);
        [...boxes.slice(place), ...boxes.slice(0, place)].find((other) => wordsOf(other).startsWith(word))?.focus();
    });
}
