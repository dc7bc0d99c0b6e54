// Tells the server that this form is open, three times a minute and when it is left, and shows who else has it open.
'use strict';
{
    const PAUSE = 20_000;

    // A page that is left waits for no answer and sends no headers, so the token is a field.
    function fields(values) {
        const token = document.querySelector('[name=csrfmiddlewaretoken]').value;
        return new URLSearchParams({csrfmiddlewaretoken: token, ...values});
    }

    async function report(notice) {
        const body = fields({here: document.hidden ? 'hidden' : 'in sight'});
        const response = await fetch(notice.dataset.address, {method: 'POST', body});
        if (response.ok && !response.redirected) {
            const page = new DOMParser().parseFromString(await response.text(), 'text/html');
            const words = page.body.textContent.replace(/\s+/g, ' ').trim();
            if (words !== notice.textContent.replace(/\s+/g, ' ').trim()) {
                notice.textContent = words;
            }
        }
    }

    document.addEventListener('DOMContentLoaded', () => {
        const notice = document.querySelector('.presence[data-address]');
        if (notice) {
            // A page that is left counts as hidden after that; it must not report itself again.
            let isLeft = false;
            const update = () => isLeft || report(notice).catch(() => {});
            setInterval(update, PAUSE);
            document.addEventListener('visibilitychange', update);
            // The page before may be left only after this one was read: the same form, saved or read again.
            window.addEventListener('pageshow', () => {
                isLeft = false;
                update();
            });
            const leave = () => {
                isLeft = true;
                navigator.sendBeacon(notice.dataset.address, fields({here: 'no'}));
            };
            window.addEventListener('pagehide', leave);
            // Once somebody is logged out, nothing tells whose form it was.
            document.getElementById('logout-form')?.addEventListener('submit', leave);
        }
    });
}
