// A text field with a list of what is found, as ARIA's pattern of a combobox has it. What is chosen stands in a select,
// which the form sends. Values are keys; `new:` and a name for a row that is made with the save; `typed:` and a text that
// nobody decided on yet. A JSON value has details of the choice, and the value itself under `of`.
'use strict';
{
    const WAIT = 120;
    const answers = new Map();
    let count = 0;

    const make = (name, attributes = {}, ...children) => {
        const element = document.createElement(name);
        Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
        element.append(...children);
        return element;
    };
    const foundWords = (count) => interpolate(ngettext('%(count)s found', '%(count)s found', count), {count}, true);
    const fold = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();

    function read(value) {
        if (value.startsWith('{')) {
            const {of, ...details} = JSON.parse(value);
            return [of, details];
        }
        return [value, {}];
    }

    async function answerOf(address) {
        const response = await fetch(address, {headers: {Accept: 'application/json'}});
        if (!response.ok) {
            throw new Error(response.status);
        }
        return response.json();
    }

    // Asks the server once for each term, also while it has not answered yet.
    function ask(address) {
        if (!answers.has(address)) {
            const answer = answerOf(address);
            answer.catch(() => answers.delete(address));
            answers.set(address, answer);
        }
        return answers.get(address);
    }

    class Combobox {
        constructor(select) {
            count += 1;
            this.select = select;
            this.several = select.multiple;
            this.words = 'words' in select.dataset;
            this.options = [];
            this.active = -1;
            this.build();
            select.combobox = this;
            // Whoever sends the focus to the select means what stands for it.
            select.focus = () => this.input.focus();
            select.addEventListener('change', () => this.draw());
            this.draw();
        }

        build() {
            const {select} = this;
            const label = select.getAttribute('aria-label') || select.labels[0]?.textContent.replace(/:\s*$/, '').trim() || gettext('Choose');
            this.label = label;
            this.list = make('ul', {role: 'listbox', id: `combobox-${count}`, class: 'combobox-list', 'aria-label': label, popover: 'manual'});
            this.input = make('input', {
                type: 'text', role: 'combobox', class: 'combobox-input', id: `combobox-${count}-text`, autocomplete: 'off', spellcheck: 'false',
                'aria-label': label, 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': this.list.id, 'aria-haspopup': 'listbox',
            });
            for (const name of ['aria-describedby', 'aria-invalid', 'aria-required']) {
                if (select.hasAttribute(name)) {
                    this.input.setAttribute(name, select.getAttribute(name));
                }
            }
            this.chips = make('span', {class: 'combobox-chips'});
            this.status = make('span', {class: 'combobox-status', role: 'status'});
            this.field = make('span', {class: 'combobox-field'}, this.chips, this.input, this.status, this.list);
            [...select.labels].forEach((element) => { element.htmlFor = this.input.id; });
            select.hidden = true;
            select.after(this.field);
            this.input.addEventListener('input', () => this.search());
            this.input.addEventListener('keydown', (event) => this.press(event));
            this.input.addEventListener('focus', () => this.input.select());
            this.input.addEventListener('click', () => this.search());
            this.input.addEventListener('blur', () => this.leave());
            this.list.addEventListener('mousedown', (event) => event.preventDefault());
            this.list.addEventListener('click', (event) => {
                const option = event.target.closest('[role=option]');
                if (option) {
                    this.choose(Number(option.dataset.place));
                }
            });
        }

        selected() {
            return [...this.select.selectedOptions].filter((option) => option.value);
        }

        // Draws what the select holds: chips of several, else the text of the one.
        draw() {
            const options = this.selected();
            const undecided = options.filter((option) => option.value.startsWith('typed:'));
            this.input.classList.toggle('is-undecided', undecided.length > 0);
            if (this.several) {
                this.chips.replaceChildren(...options.map((option) => this.drawChip(option)));
                this.input.value = '';
            } else {
                const [option] = options;
                this.input.value = option ? option.text : '';
                this.input.title = option ? option.text : '';
                this.input.classList.toggle('is-new', Boolean(option) && read(option.value)[0].startsWith('new:'));
            }
            this.text = this.input.value;
            this.select.dispatchEvent(new CustomEvent('combobox:drawn', {bubbles: true}));
        }

        drawChip(option) {
            const [value] = read(option.value);
            const isNew = value.startsWith('new:');
            const name = make('span', {class: 'combobox-chip-name'}, option.text);
            const label = interpolate(gettext('Remove %(name)s'), {name: option.text}, true);
            const remove = make('button', {type: 'button', class: 'combobox-remove', 'aria-label': label, tabindex: '-1'}, '×');
            remove.addEventListener('click', () => this.remove(option));
            const chip = make('span', {class: `combobox-chip${isNew ? ' is-new' : ''}${value.startsWith('typed:') ? ' is-undecided' : ''}`}, name, remove);
            chip.option = option;
            return chip;
        }

        remove(option) {
            option.remove();
            this.changed();
            this.say(interpolate(gettext('%(name)s removed'), {name: option.text}, true));
            this.input.focus();
        }

        changed() {
            this.select.dispatchEvent(new Event('change', {bubbles: true}));
        }

        say(text) {
            this.status.textContent = text;
        }

        address(term) {
            const [app, model, field] = this.select.dataset.field.split('.');
            const parameters = new URLSearchParams({app_label: app, model_name: model, field_name: field, term});
            if (this.select.dataset.new) {
                parameters.set('near', '1');
            }
            return `${this.select.dataset.url}?${parameters}`;
        }

        pending() {
            return this.input.value.trim() !== (this.several ? '' : this.text);
        }

        search(wait = WAIT) {
            const term = this.input.value.trim();
            const asked = this.pending() ? term : '';
            this.stop();
            this.searching = new Promise((resolve) => {
                this.resolve = resolve;
                this.timer = setTimeout(() => resolve(this.find(asked)), asked ? wait : 0);
            });
        }

        // Asks no more for what stood there before.
        stop() {
            clearTimeout(this.timer);
            this.resolve?.();
        }

        // Waits for the list of what stands in the field now, which is asked for at once.
        async settle() {
            this.search(0);
            for (let searching = null; searching !== this.searching;) {
                searching = this.searching;
                await searching;
            }
        }

        async find(term) {
            const search = this.search_number = (this.search_number ?? 0) + 1;
            let answer = {results: [], near: []};
            let failed = false;
            try {
                answer = await ask(this.address(term));
            } catch {
                failed = true;
            }
            if (search === this.search_number && (this.accepting || document.activeElement === this.input)) {
                this.show(term, answer, failed);
            }
        }

        // What was chosen on the page already is likely to be meant again.
        usedOnPage() {
            return new Set([...document.querySelectorAll(`select[data-noun="${this.select.dataset.noun}"] option:checked`)].map(({value}) => read(value)[0]));
        }

        // What stands on the page as new already, and is not yet in the catalogue.
        newOnPage(term) {
            const values = new Map();
            document.querySelectorAll(`select[data-noun="${this.select.dataset.noun}"] option`)
                .forEach((option) => {
                    const [value] = read(option.value);
                    if (option.selected && value.startsWith('new:') && fold(option.text).includes(fold(term))) {
                        values.set(value, option.text);
                    }
                });
            // Those with a word that begins so come first, as in the answers of the server.
            const words = (text) => ` ${fold(text).replace(/[^\p{L}\p{N}]+/gu, ' ')}`;
            const begins = ([, text]) => Number(words(text).includes(words(term).trimEnd()));
            const found = [...values].sort((one, other) => begins(other) - begins(one));
            return found.map(([id, text]) => ({id, text, isNew: true, why: gettext('new, on this page')}));
        }

        show(term, answer, failed) {
            const candidates = term ? [] : JSON.parse(this.select.dataset.candidates ?? '[]');
            const used = this.usedOnPage();
            const chosen = this.several ? this.selected().map((option) => read(option.value)[0]) : [];
            const results = [...answer.results].sort((one, other) => used.has(other.id) - used.has(one.id));
            const found = [...candidates, ...this.newOnPage(term), ...results].filter(({id}) => !chosen.includes(id));
            const near = (answer.near ?? []).map((option) => ({...option, why: [gettext('a near name'), option.why].filter(Boolean).join(', ')}));
            const options = [...found, ...near];
            const noun = this.select.dataset.new;
            if (noun && term) {
                const exact = found.some(({text, isNew}) => isNew && fold(text) === fold(term));
                if (!exact) {
                    const text = this.words ? term : interpolate(gettext('new %(noun)s: %(name)s'), {noun, name: term}, true);
                    const option = {id: `new:${term}`, text, name: term, why: near.length ? gettext('look at the near names first') : ''};
                    options[this.words ? 'unshift' : 'push'](option);
                }
            }
            this.options = options;
            this.term = term;
            this.list.replaceChildren(...options.map((option, place) => this.drawOption(option, place)));
            if (!options.length) {
                this.list.append(make('li', {class: 'combobox-none'}, failed ? gettext('The server did not answer. Type on to ask again.') : gettext('Nothing is found.')));
            }
            if (document.activeElement === this.input) {
                this.open();
            }
            this.activate(term || candidates.length ? this.preferred(term, found.length) : -1);
            this.say(failed ? gettext('The server did not answer.') : foundWords(options.length));
        }

        // Names that begin as what was typed come first by themselves; else nothing is meant but what is new.
        preferred(term, found) {
            if (this.words || !this.options.length) {
                return this.options.length ? 0 : -1;
            }
            const begins = this.options.findIndex(({text, name}) => name === undefined && fold(text).startsWith(fold(term)));
            return begins >= 0 ? begins : found ? 0 : this.options.length - 1;
        }

        drawOption({text, why}, place) {
            const option = make('li', {role: 'option', id: `${this.list.id}-${place}`, 'data-place': place, 'aria-selected': 'false'}, text);
            if (why) {
                option.append(make('span', {class: 'combobox-why'}, ` · ${why}`));
            }
            return option;
        }

        open() {
            const box = this.input.getBoundingClientRect();
            const below = window.innerHeight - box.bottom;
            this.list.style.setProperty('--left', `${Math.max(4, Math.min(box.left, window.innerWidth - 324))}px`);
            this.list.style.setProperty('--width', `${Math.max(box.width, 320)}px`);
            const isAbove = below < 240 && box.top > below;
            this.list.classList.toggle('is-above', isAbove);
            this.list.style.setProperty('--edge', `${isAbove ? window.innerHeight - box.top : box.bottom}px`);
            if (!this.list.matches(':popover-open')) {
                this.list.showPopover();
            }
            this.input.setAttribute('aria-expanded', 'true');
        }

        close() {
            this.stop();
            this.search_number = (this.search_number ?? 0) + 1;
            this.searching = null;
            if (this.list.matches(':popover-open')) {
                this.list.hidePopover();
            }
            this.input.setAttribute('aria-expanded', 'false');
            this.activate(-1);
        }

        isOpen() {
            return this.input.getAttribute('aria-expanded') === 'true';
        }

        activate(place) {
            this.active = place;
            [...this.list.children].forEach((option, other) => option.setAttribute?.('aria-selected', String(other === place)));
            const option = this.list.children[place];
            if (place >= 0 && option) {
                this.input.setAttribute('aria-activedescendant', option.id);
                option.scrollIntoView({block: 'nearest'});
            } else {
                this.input.removeAttribute('aria-activedescendant');
            }
        }

        press(event) {
            const {key} = event;
            if (key === 'ArrowDown' || key === 'ArrowUp') {
                event.preventDefault();
                if (!this.isOpen()) {
                    this.search();
                } else if (this.options.length) {
                    const step = key === 'ArrowDown' ? 1 : -1;
                    this.activate((this.active + step + this.options.length + (this.active < 0 && step < 0 ? 1 : 0)) % this.options.length);
                }
            } else if (key === 'Escape' && (this.isOpen() || this.pending())) {
                event.preventDefault();
                this.close();
                this.input.value = this.text;
            } else if (key === 'Enter' && !event.ctrlKey && !event.metaKey && (this.pending() || this.active >= 0)) {
                event.preventDefault();
                event.stopPropagation();
                this.accept().then(() => this.goOn());
            } else if (key === 'Tab' && this.pending() && this.input.value.trim()) {
                this.accept(!this.isAnswered());
            } else if (key === 'Backspace' && this.several && !this.input.value && this.selected().length) {
                event.preventDefault();
                this.remove(this.selected().at(-1));
            }
        }

        // Whether the list answers what stands in the field, and not an earlier text.
        isAnswered() {
            return this.isOpen() && this.term === this.input.value.trim();
        }

        // Takes what is highlighted; waits for the list where it is not there yet. Unseen, only what the text begins is taken,
        // or what is new where nothing was found.
        async accept(isUnseen = false) {
            if (!this.input.value.trim() && this.active < 0) {
                this.clear();
                return;
            }
            if (this.words && this.active <= 0) {
                this.leave();
                return;
            }
            if (this.pending() && !this.isAnswered()) {
                this.accepting = true;
                this.input.setAttribute('aria-busy', 'true');
                await this.settle();
                this.input.removeAttribute('aria-busy');
                this.accepting = false;
            }
            const option = this.options[this.active];
            if (option && (!isUnseen || option.name !== undefined || fold(option.text).startsWith(fold(this.term)))) {
                this.choose(this.active);
            } else if (document.activeElement !== this.input) {
                this.leave();
            }
        }

        // Says that Enter took what was typed, so that a form may lead on to the next field.
        goOn() {
            if (document.activeElement === this.input && !this.pending()) {
                this.select.dispatchEvent(new CustomEvent('combobox:entered', {bubbles: true}));
            }
        }

        clear() {
            if (!this.several && this.selected().length) {
                this.select.value = '';
                [...this.select.options].forEach((option) => { option.selected = !option.value; });
                this.changed();
            }
            this.close();
        }

        choose(place) {
            const {id, text, name} = this.options[place];
            this.close();
            const names = this.words && name !== undefined ? name.split(/\s+\/\s+/).filter(Boolean) : [name ?? text];
            names.forEach((label) => this.take(name === undefined ? id : `new:${label}`, label));
            this.changed();
            this.say(`${names.join(', ')} chosen`);
        }

        take(value, text) {
            if (!this.several) {
                [...this.select.options].filter((option) => option.value).forEach((option) => option.remove());
                delete this.select.dataset.candidates;
            }
            this.select.append(new Option(text, value, true, true));
        }

        // Keeps what was typed and not chosen.
        leave() {
            if (this.accepting) {
                return;
            }
            const text = this.input.value.trim();
            if (this.pending()) {
                if (!text) {
                    this.clear();
                } else if (this.words) {
                    text.split(/\s+\/\s+/).filter(Boolean).forEach((word) => this.take(`new:${word}`, word));
                    this.changed();
                } else {
                    this.take(`typed:${text}`, text);
                    this.changed();
                }
            }
            this.close();
        }
    }

    window.combobox = {of: (select) => select.combobox ?? new Combobox(select), read, make, fold};
}
