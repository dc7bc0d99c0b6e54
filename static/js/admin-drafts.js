// Warns before a form of the desk is left with unsaved changes, keeps them in this browser, and offers them when the same
// account opens the form again. They go when they are saved or the account logs out.
'use strict';
{
    const {draftStore, draftOffers, formState} = window;
    const {account, unsaved} = document.currentScript.dataset;
    const SECONDS = 1000;
    const locks = navigator.locks;
    // A notice, a warning or a draft that can't be kept is no reason to disturb the form.
    const ignore = () => {};

    // The same form in a popup, or reached from a filtered list, has the same address.
    function addressOf(form) {
        const url = new URL(form.getAttribute('action') || '', location.href);
        const fields = [...url.searchParams].filter(([name]) => !name.startsWith('_')).sort();
        return `${url.pathname}?${new URLSearchParams(fields)}`;
    }

    const lockName = (once) => `wayback-draft ${account} ${once}`;

    // Returns the names of the drafts that are open in a tab now.
    async function openNames() {
        const {held} = await (locks?.query() ?? {held: []});
        return held.map(({name}) => name);
    }

    class Keeper {
        isSending = false;
        // Whether the server may have saved it already: it was sent, and no answer came.
        isSent = false;
        isKept = false;
        keptState = '';
        keptFiles = [];
        // The draft of the form that led to this page, which asks about it.
        base = null;

        constructor(form) {
            this.form = form;
            this.address = addressOf(form);
            this.stateAsItCame = formState.fingerprint(formState.read(form, true));
        }

        get once() {
            return this.form.elements._once.value;
        }

        // The revision from which a noun's form was made: what is older than a newer one is shown beside it by the server.
        get seen() {
            return this.form.querySelector('[name=_seen][data-conflicts]')?.value ?? '';
        }

        get state() {
            return formState.fingerprint(formState.read(this.form));
        }

        isChanged() {
            return unsaved !== undefined || this.state !== this.stateAsItCame || formState.readFiles(this.form).length > 0;
        }

        // Forms of a page that was answered to one of them share its key; none of them has a draft of its own.
        get hasOwnKey() {
            return keepers.every((keeper) => keeper === this || keeper.once !== this.once);
        }

        // Keeps what changed since it was kept last.
        async keep() {
            const {form, isSent} = this;
            if (!this.hasOwnKey) {
                return;
            }
            const entries = formState.read(form);
            const files = formState.readFiles(form);
            const haveFilesChanged = !formState.areSameFiles(files, this.keptFiles);
            const state = formState.fingerprint(entries) + isSent;
            if (!this.isChanged()) {
                if (this.isKept) {
                    this.isKept = false;
                    await draftStore.remove(account, this.once);
                }
            } else if (!this.isKept || state !== this.keptState || haveFilesChanged) {
                this.hold();
                [this.isKept, this.keptState, this.keptFiles] = [true, state, files];
                const draft = this.draftOf(entries, files);
                await draftStore.put(draft, haveFilesChanged ? files : undefined).catch(() => draftStore.put(draft));
            }
        }

        draftOf(entries, files) {
            const answers = this.base ? entries.filter(([name]) => this.form.elements[name].type !== 'hidden') : entries;
            const names = new Set(answers.map(([name]) => name));
            const allEntries = [...(this.base?.entries ?? []).filter(([name]) => !names.has(name)), ...answers];
            const sizes = files.flatMap(([, chosen]) => chosen.map((file) => file.size));
            return {
                account,
                once: this.once,
                address: this.base?.address ?? this.address,
                seen: this.base?.seen ?? this.seen,
                at: Date.now(),
                isSent: this.isSent,
                entries: allEntries,
                bytes: sizes.reduce((sum, size) => sum + size, 2 * JSON.stringify(allEntries).length),
            };
        }

        // Says to other tabs that this draft is open here, so that they don't offer it.
        hold() {
            if (!this.isHeld) {
                this.isHeld = true;
                locks?.request(lockName(this.once), () => new Promise(ignore)).catch(ignore);
            }
        }

        tick() {
            if (this.isSending && this.state === this.sentState) {
                return;
            }
            this.isSending = false;
            this.keep().catch(ignore);
        }

        // Lets the page be left without a warning.
        letGo() {
            [this.isSending, this.sentState] = [true, this.state];
        }

        send() {
            this.letGo();
            this.isSent = true;
            this.keep().catch(ignore);
        }

        // Takes over the draft of the form that was sent: the server answered it with this page, and keeps no files.
        async resume() {
            const draft = this.hasOwnKey && await draftStore.get(account, this.once);
            if (draft) {
                this.base = draft.address === this.address ? null : draft;
                formState.fillFiles(this.form, await draftStore.filesOf(draft));
                this.isKept = true;
                await this.keep();
            }
        }

        // Goes on with a draft under this form's key, or under its own where it may be saved already, which the key tells.
        async takeOver(draft) {
            this.isSent = draft.isSent;
            if (this.isSent) {
                this.form.elements._once.value = draft.once;
                this.isHeld = false;
            }
            this.isKept = false;
            await this.keep();
            if (!draft.isSent) {
                await draftStore.remove(account, draft.once);
            }
        }

        // Returns the drafts of this form that no tab has open.
        async findOthers() {
            const names = await openNames();
            const drafts = await draftStore.find(account, this.address);
            return drafts.filter(({once}) => once !== this.once && !names.includes(lockName(once)));
        }
    }

    // Removes the draft that was saved: the server names its key.
    async function removeSaved() {
        const once = document.cookie.match(/(?:^|; )wayback_saved=([^;]+)/)?.[1];
        if (once) {
            await draftStore.remove(account, decodeURIComponent(once));
            document.cookie = 'wayback_saved=; Path=/admin/; Max-Age=0; SameSite=Strict';
        }
    }

    async function begin(keepers) {
        await removeSaved();
        for (const keeper of keepers) {
            await keeper.resume();
            draftOffers.show(keeper, await keeper.findOthers());
        }
    }

    const logOutForm = document.getElementById('logout-form');
    const forms = [...document.querySelectorAll('#content form')].filter(({elements}) => elements._once);
    // The form that is shown as a list after a log-in has what was typed in hidden fields.
    const isToKeep = (form) => formState.hasTypedField(form) || form.id === 'typed-form';
    const keepers = forms.filter(isToKeep).map((form) => new Keeper(form));

    const hasUnsavedForm = () => !keepers.some((keeper) => keeper.isSending) && keepers.some((keeper) => keeper.isChanged());

    function tick() {
        removeSaved().catch(ignore);
        keepers.forEach((keeper) => keeper.tick());
    }

    begin(keepers).catch(ignore);
    setInterval(tick, 5 * SECONDS);
    document.addEventListener('visibilitychange', () => document.hidden && tick());
    window.addEventListener('pagehide', tick);
    window.addEventListener('beforeunload', (event) => {
        if (hasUnsavedForm()) {
            event.preventDefault();
        }
    });
    document.addEventListener('submit', (event) => {
        const keeper = keepers.find(({form}) => form === event.target);
        if (keeper && !event.defaultPrevented) {
            removeSaved().catch(ignore);
            keeper.send();
        }
    });
    logOutForm?.addEventListener('submit', (event) => {
        event.preventDefault();
        const question = gettext('What you have typed on this page is not saved, and logging out throws it away. Log out?');
        if (!hasUnsavedForm() || window.confirm(question)) {
            keepers.forEach((keeper) => keeper.letGo());
            draftStore.logOut(account).catch(ignore).finally(() => logOutForm.submit());
        }
    });
}
