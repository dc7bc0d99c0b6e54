// Says every minute that this form is open, and shows who else has it open.
'use strict';
{
    const MINUTE = 60_000;

    async function ask(notice) {
        const token = document.querySelector('[name=csrfmiddlewaretoken]').value;
        const answer = await fetch(notice.dataset.address, {method: 'POST', headers: {'X-CSRFToken': token}});
        if (answer.ok && !answer.redirected) {
            const told = (await answer.text()).trim();
            if (told !== notice.textContent.trim()) {
                notice.textContent = new DOMParser().parseFromString(told, 'text/html').body.textContent;
            }
        }
    }

    document.addEventListener('DOMContentLoaded', () => {
        const notice = document.querySelector('.presence[data-address]');
        if (notice) {
            setInterval(() => document.hidden || ask(notice).catch(() => {}), MINUTE);
        }
    });
}
