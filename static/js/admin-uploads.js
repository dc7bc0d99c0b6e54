// Says before a form is sent which of its files are too large, since the server refuses such a form and what was typed is lost.
'use strict';
{
    const MEGABYTE = 1024 * 1024;
    const MOST_OF_ONE = 20 * MEGABYTE;
    const MOST_OF_ALL = 24 * MEGABYTE;

    function problemOf(field, fields) {
        const size = (input) => [...input.files].reduce((sum, file) => sum + file.size, 0);
        if (size(field) > MOST_OF_ONE) {
            return gettext('This file has over 20 MB. Choose a smaller one.');
        }
        const all = fields.reduce((sum, input) => sum + size(input), 0);
        return size(field) && all > MOST_OF_ALL ? gettext('The files of this form have over 24 MB together. Save some of them first.') : '';
    }

    document.addEventListener('change', (event) => {
        if (event.target.matches('input[type="file"]')) {
            const fields = [...event.target.form.querySelectorAll('input[type="file"]')];
            fields.forEach((field) => field.setCustomValidity(problemOf(field, fields)));
            event.target.reportValidity();
        }
    });
}
