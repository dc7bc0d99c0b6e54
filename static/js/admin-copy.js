// Copies the address of a link by its button, and says so. Without this script the address is there to be selected.
'use strict';
{
    const FORGET_AFTER = 5_000;

    async function copy(field) {
        try {
            await navigator.clipboard.writeText(field.value);
        } catch {
            // Without HTTPS a browser has no clipboard of this kind.
            field.select();
            return document.execCommand('copy');
        }
        return true;
    }

    document.querySelectorAll('button.copy').forEach((button) => {
        const field = button.parentElement.querySelector('input.address');
        const outcome = button.parentElement.querySelector('.copy-outcome');
        button.hidden = false;
        button.addEventListener('click', async () => {
            const isCopied = await copy(field);
            outcome.textContent = isCopied ? gettext('Copied') : gettext('Copy it with Ctrl+C.');
            if (isCopied) {
                button.focus();
                setTimeout(() => {
                    outcome.textContent = '';
                }, FORGET_AFTER);
            }
        });
    });
}
