// Shows how far an import has come, without the page being read anew; reads it anew when the import has stopped.
'use strict';
{
    const PAUSE = 2_000;

    document.addEventListener('DOMContentLoaded', () => {
        const place = document.getElementById('import-progress');
        if (!place) {
            return;
        }
        async function look() {
            const response = await fetch(place.dataset.address);
            if (response.redirected || !response.ok) {
                return;
            }
            const page = new DOMParser().parseFromString(await response.text(), 'text/html');
            const news = page.querySelector('.moving');
            if (!news) {
                window.location.reload();
                return;
            }
            const shown = place.querySelector('.moving');
            if (shown && shown.textContent !== news.textContent) {
                // Only what changed: a screen reader says the sentence, not the page.
                shown.replaceChildren(...news.childNodes);
            }
            setTimeout(() => look().catch(() => {}), PAUSE);
        }
        setTimeout(() => look().catch(() => {}), PAUSE);
    });
}
