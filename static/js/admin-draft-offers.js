// Offers drafts above their form: to bring back, to see beside a newer save, or to throw away. Nothing is filled in by itself.
'use strict';
{
    const {draftStore, formState} = window;

    function momentText(at) {
        const moment = new Date(at);
        const isToday = moment.toDateString() === new Date().toDateString();
        const {lang} = document.documentElement;
        const format = (parts) => new Intl.DateTimeFormat(lang === 'en' ? 'en-GB' : lang, parts).format(moment);
        const time = format({hour: '2-digit', minute: '2-digit'});
        return isToday ? time : `${format({day: 'numeric', month: 'long', year: 'numeric'})}, ${time}`;
    }

    function textOf(draft, isOlder) {
        const words = draft.isSent
            ? gettext('You sent changes at %(moment)s, and no answer came: perhaps they are saved, perhaps not.')
            : gettext('You have unsaved changes from %(moment)s.');
        const text = interpolate(words, {moment: momentText(draft.at)}, true);
        const newer = gettext('This was saved since then. Nothing of that is overwritten: you see both side by side, and choose.');
        return isOlder ? `${text} ${newer}` : text;
    }

    function button(text, act) {
        const element = Object.assign(document.createElement('button'), {type: 'button', className: 'button', textContent: text});
        element.addEventListener('click', () => act().catch(() => {}));
        return element;
    }

    // The buttons go with their line, so whoever used one by the keyboard is led to what it says now.
    function say(line, text) {
        line.textContent = text;
        line.tabIndex = -1;
        line.focus();
    }

    async function bringBack(keeper, draft, line) {
        const question = gettext('What you have typed on this page since you opened it is replaced. Bring the older changes back?');
        if (keeper.isChanged() && !window.confirm(question)) {
            return;
        }
        const files = await draftStore.filesOf(draft);
        formState.fill(keeper.form, draft.entries);
        formState.fillFiles(keeper.form, files);
        await keeper.takeOver(draft);
        say(line, gettext('Brought back. Nothing is saved yet.'));
    }

    async function throwAway(draft, line) {
        await draftStore.remove(draft.account, draft.once);
        say(line, gettext('Thrown away.'));
    }

    // Sends a draft as the form was, of the revision that it was made from: the server saves nothing, and shows both sides.
    async function compare(keeper, draft) {
        const question = gettext('What you have typed on this page is kept in this browser, and offered when you open the form again. Leave it?');
        if (keeper.isChanged() && !window.confirm(question)) {
            return;
        }
        await keeper.keep();
        const files = await draftStore.filesOf(draft);
        await draftStore.put({...draft, isSent: true});
        const action = keeper.form.getAttribute('action') ?? '';
        const form = Object.assign(document.createElement('form'), {method: 'post', enctype: 'multipart/form-data', action, hidden: true});
        const token = keeper.form.elements.csrfmiddlewaretoken.value;
        const own = {csrfmiddlewaretoken: token, _once: draft.once, _seen: draft.seen, _continue: '1'};
        for (const [name, value] of [...draft.entries, ...Object.entries(own)]) {
            form.append(Object.assign(document.createElement('input'), {type: 'hidden', name, value}));
        }
        for (const [name] of files) {
            form.append(Object.assign(document.createElement('input'), {type: 'file', name, multiple: true}));
        }
        document.body.append(form);
        formState.fillFiles(form, files);
        keeper.letGo();
        form.submit();
    }

    function lineOf(keeper, draft) {
        const line = document.createElement('p');
        const isOlder = draft.seen !== keeper.seen;
        const buttons = Object.assign(document.createElement('span'), {className: 'buttons'});
        buttons.append(
            isOlder
                ? button(gettext('See both'), () => compare(keeper, draft))
                : button(gettext('Bring them back'), () => bringBack(keeper, draft, line)),
            button(gettext('Throw them away'), () => throwAway(draft, line)),
        );
        line.append(textOf(draft, isOlder), buttons);
        return line;
    }

    function show(keeper, drafts) {
        if (drafts.length) {
            const box = Object.assign(document.createElement('div'), {className: 'drafts'});
            box.setAttribute('role', 'status');
            keeper.form.before(box);
            box.append(...drafts.map((draft) => lineOf(keeper, draft)));
        }
    }

    window.draftOffers = {show};
}
