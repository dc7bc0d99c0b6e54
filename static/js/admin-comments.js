// Decides on comments by key: j and k go from one to the next, a, r and s decide, u takes the last decision back.
'use strict';
{
    document.addEventListener('DOMContentLoaded', () => {
        const rows = [...document.querySelectorAll('#result_list tbody tr')].filter((row) => row.querySelector('[data-key]'));
        const help = document.querySelector('.comment-keys');
        let place = 0;

        function goTo(number) {
            rows[place]?.classList.remove('is-next');
            place = Math.max(0, Math.min(number, rows.length - 1));
            rows[place]?.classList.add('is-next');
            rows[place]?.scrollIntoView({block: 'nearest'});
        }

        if (!help) {
            return;
        }
        help.hidden = false;
        goTo(0);
        document.addEventListener('keydown', (event) => {
            if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input:not([type=checkbox]), textarea, select')) {
                return;
            }
            if (event.key === 'j' || event.key === 'k') {
                goTo(place + (event.key === 'j' ? 1 : -1));
            } else if (event.key === 'u') {
                document.querySelector('.comment-undo [data-key=u]')?.click();
            } else if (['a', 'r', 's'].includes(event.key)) {
                rows[place]?.querySelector(`[data-key=${event.key}]`)?.click();
            }
        });
        document.addEventListener('focusin', (event) => {
            const row = rows.indexOf(event.target.closest('tr'));
            if (row >= 0) {
                goTo(row);
            }
        });
    });
}
