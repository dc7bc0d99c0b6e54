// The list of nouns beside a form is folded, so that the rows have its room, until somebody opens it here: forms remember this
// by themselves, apart from Django's other pages.
'use strict';
{
    const KEY = 'wayback.sidebar-on-forms';
    const old = document.getElementById('toggle-nav-sidebar');
    if (old) {
        const sidebar = document.getElementById('nav-sidebar');
        // A copy has none of Django's listeners.
        const button = old.cloneNode(true);
        old.replaceWith(button);
        const show = (isOpen) => {
            document.getElementById('main').classList.toggle('shifted', isOpen);
            sidebar.setAttribute('aria-expanded', String(isOpen));
        };
        let isOpen = localStorage.getItem(KEY) === 'open';
        show(isOpen);
        button.addEventListener('click', () => {
            isOpen = !isOpen;
            localStorage.setItem(KEY, isOpen ? 'open' : 'folded');
            show(isOpen);
        });
    }
}
