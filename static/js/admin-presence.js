// Tells the server every minute that this form is open, and shows who else has it open.
'use strict';
{
    const MINUTE = 60_000;

    async function updateNotice(notice) {
        const token = document.querySelector('[name=csrfmiddlewaretoken]').value;
        const response = await fetch(notice.dataset.address, {method: 'POST', headers: {'X-CSRFToken': token}});
        if (response.ok && !response.redirected) {
            const html = (await response.text()).trim();
            if (html !== notice.textContent.trim()) {
                notice.textContent = new DOMParser().parseFromString(html, 'text/html').body.textContent;
            }
        }
    }

    document.addEventListener('DOMContentLoaded', () => {
        const notice = document.querySelector('.presence[data-address]');
        if (notice) {
            setInterval(() => document.hidden || updateNotice(notice).catch(() => {}), MINUTE);
        }
    });
}
