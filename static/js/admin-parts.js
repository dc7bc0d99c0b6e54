// Opens the parts of a form by links and keys, and remembers which are open for each account and noun. A part in which
// something was refused is open. Links to fields put the focus there.
'use strict';
{
    const contents = document.querySelector('nav.contents');
    const parts = [...document.querySelectorAll('details.part')];
    const FIELDS = 'input:not([type=hidden]), select, textarea, button, [tabindex="0"]';

    function openAround(element) {
        for (let part = element; part; part = part.parentElement?.closest('details')) {
            if (part.matches('details')) {
                part.open = true;
            }
        }
    }

    const isVisible = (element) => element.getClientRects().length > 0 && !element.matches('.select2-hidden-accessible');

    // Returns what can have the focus at a place: it, the field that a script put into its stead, or a field in it.
    function fieldAt(element) {
        if (element.matches(FIELDS) && isVisible(element)) {
            return element;
        }
        const place = element.matches(FIELDS) ? element.closest('td, .rare > div, .form-row') : element;
        return [...(place?.querySelectorAll(FIELDS) ?? [])].find((field) => isVisible(field) && field.tabIndex >= 0) ?? element;
    }

    // Opens what an element is in, and leads there.
    function show(element) {
        openAround(element);
        const isField = element.matches(`${FIELDS}, tr, .inline-related`);
        (isField ? fieldAt(element) : element).focus({preventScroll: true});
        element.scrollIntoView({block: isField ? 'center' : 'start'});
    }

    const targetOf = (hash) => (hash.length > 1 ? document.getElementById(decodeURIComponent(hash.slice(1))) : null);

    document.addEventListener('click', (event) => {
        const link = event.target.closest('a[href^="#"]');
        const target = link && link.getAttribute('role') !== 'button' && targetOf(link.hash);
        if (target && document.getElementById('content').contains(target)) {
            event.preventDefault();
            history.replaceState(history.state, '', link.hash);
            show(target);
        }
    });
    window.addEventListener('hashchange', () => {
        const target = targetOf(location.hash);
        if (target) {
            show(target);
        }
    });

    if (contents) {
        const key = `wayback.parts ${contents.dataset.account} ${contents.dataset.noun}`;
        const linkOf = (part) => contents.querySelector(`a[href="#part-${part.dataset.part}"]`);
        const memory = JSON.parse(localStorage.getItem(key) ?? '{}');
        const mark = (part) => linkOf(part).classList.toggle('is-open', part.open);

        parts.forEach((part) => {
            part.open = 'errors' in part.dataset || (memory[part.dataset.part] ?? part.open);
            mark(part);
            part.addEventListener('toggle', () => {
                mark(part);
                memory[part.dataset.part] = part.open;
                localStorage.setItem(key, JSON.stringify(memory));
            });
        });

        contents.querySelectorAll('a[data-key]').forEach((link) => {
            const hint = document.createElement('kbd');
            hint.textContent = `Alt ${link.dataset.key}`;
            link.setAttribute('aria-keyshortcuts', `Alt+${link.dataset.key}`);
            link.append(hint);
        });
        document.addEventListener('keydown', (event) => {
            const digit = /^Digit(\d)$/.exec(event.code)?.[1];
            const isAlt = event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.getModifierState('AltGraph');
            const link = digit && isAlt && contents.querySelector(`a[data-key="${digit}"]`);
            if (link) {
                event.preventDefault();
                link.click();
            }
        });

        const button = document.createElement('button');
        const areAllOpen = () => parts.every((part) => part.open);
        const name = () => {
            button.textContent = areAllOpen() ? gettext('Close all') : gettext('Open all');
        };
        button.type = 'button';
        button.addEventListener('click', () => {
            const willOpen = !areAllOpen();
            parts.forEach((part) => {
                part.open = willOpen;
            });
        });
        parts.forEach((part) => part.addEventListener('toggle', name));
        name();
        contents.append(button);
    }

    // What was refused comes before the place the address names: that is where the form was sent from.
    const errors = document.querySelector('.errors-list');
    if (errors) {
        history.replaceState(history.state, '', location.pathname + location.search);
        errors.focus();
    }
    const target = targetOf(location.hash);
    if (target && document.getElementById('content').contains(target)) {
        window.addEventListener('load', () => show(target));
    }
}
