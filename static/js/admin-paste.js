// Makes rows of a pasted block. A name that nobody has becomes a new person; one that somebody has, or nearly, waits for a
// decision, and a line that was not understood stands as it is in its row: the server refuses both until somebody decides.
'use strict';
{
    const PERSON = 'credits-group';

    const make = (name, attributes = {}, ...children) => {
        const element = document.createElement(name);
        Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
        element.append(...children);
        return element;
    };
    const button = (text, act) => {
        const element = make('button', {type: 'button', class: 'button'}, text);
        element.addEventListener('click', act);
        return element;
    };
    const counted = (one, several, count) => interpolate(ngettext(one, several, count), {count}, true);
    const inWords = ({text, hint}) => [text, hint].filter(Boolean).join(' · ');

    // Writes into a field of a row and says so, as typing does.
    function write(row, name, value) {
        const field = row.querySelector(`[name$="-${name}"]`);
        if (field && value) {
            field.value = value;
            field.dispatchEvent(new Event('input', {bubbles: true}));
            field.dispatchEvent(new Event('change', {bubbles: true}));
        }
    }

    // Chooses in a select, each choice a value and its text. Of one choice, it takes the place of what stood there.
    function choose(select, choices) {
        if (!select) {
            return;
        }
        if (!select.multiple) {
            [...select.options].forEach((option) => {
                option.selected = false;
                if (choices.some(({id}) => id === option.value)) {
                    option.remove();
                }
            });
        }
        choices.forEach(({id, text}) => select.append(new Option(text, id, true, true)));
        select.dispatchEvent(new Event('change', {bubbles: true}));
    }

    class Paste {
        constructor(part, group) {
            this.part = part;
            this.group = group;
            this.text = part.querySelector('textarea');
            this.status = part.querySelector('[role=status]');
            this.html = '';
            // {noun and name: {name, candidates, selects}} of names that wait for a decision.
            this.names = new Map();
            group.before(part);
            part.hidden = false;
            part.querySelector('[data-do=read]').addEventListener('click', () => this.read());
            this.text.addEventListener('paste', (event) => this.keepHtml(event));
            this.text.addEventListener('input', (event) => {
                if (event.inputType !== 'insertFromPaste') {
                    this.html = '';
                }
            });
            this.text.addEventListener('keydown', (event) => {
                if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
                    event.preventDefault();
                    this.read();
                }
            });
            group.addEventListener('paste', (event) => this.takeFromRow(event), true);
            document.addEventListener('change', () => this.names.size && this.drawNames());
        }

        // Tables of pages and sheets are told by their HTML; as soon as the text is changed by hand, that counts alone.
        keepHtml(event) {
            const isWhole = this.text.selectionEnd - this.text.selectionStart === this.text.value.length;
            this.html = isWhole ? event.clipboardData.getData('text/html') : '';
        }

        // Several lines that are pasted into the person of a row are a block.
        takeFromRow(event) {
            const select = event.target.matches('select') ? event.target : event.target.closest('td')?.querySelector('select[name$="-person"]');
            const text = event.clipboardData.getData('text/plain');
            if (!select?.name.endsWith('-person') || !/\S[^\S\n]*\n\s*\S/.test(text)) {
                return;
            }
            event.preventDefault();
            event.stopPropagation();
            this.row = select.value ? null : select.closest('.form-row');
            this.part.open = true;
            this.text.value = text;
            this.html = event.clipboardData.getData('text/html');
            this.read();
        }

        say(text) {
            this.status.textContent = text;
        }

        async read(first = '') {
            const question = this.part.querySelector('[data-part=question]');
            if (!this.text.value.trim() || this.isReading) {
                return;
            }
            question.replaceChildren();
            this.isReading = true;
            this.say(gettext('It is being read …'));
            const answer = await this.ask(first).catch(() => ({refusal: gettext('The server did not answer. Try it again in a moment.')}));
            this.isReading = false;
            if (answer.refusal) {
                this.say(answer.refusal);
            } else if (answer.unsure_line) {
                this.askForOrder(question, answer.unsure_line);
            } else {
                this.fill(answer.rows);
            }
        }

        async ask(first) {
            const token = document.querySelector('[name=csrfmiddlewaretoken]').value;
            const body = new URLSearchParams({text: this.text.value, html: this.html, first});
            const response = await fetch(this.part.dataset.address, {method: 'POST', body, headers: {'X-CSRFToken': token}});
            if (!response.headers.get('Content-Type')?.startsWith('application/json')) {
                return {refusal: response.redirected
                    ? gettext('You are logged out. Log in in another tab, then try it again.')
                    : gettext('The server refused to read it. Load this page anew after you saved, and try it again.')};
            }
            return response.json();
        }

        askForOrder(question, line) {
            this.say('');
            question.append(
                make('p', {}, interpolate(gettext('What comes first in lines such as “%(line)s”?'), {line}, true)),
                button(gettext('A person'), () => this.read('person')),
                button(gettext('A character'), () => this.read('character')),
            );
            question.querySelector('button').focus();
        }

        fill(rows) {
            this.unread = rows.filter(({kind}) => kind === 'text').length;
            this.lost = [];
            rows.forEach((row) => this.fillRow(row));
            this.text.value = this.lost.join('\n');
            this.html = '';
            this.row = null;
            this.drawNames();
            const sentences = [counted('%(count)s row made.', '%(count)s rows made.', rows.length - this.lost.length)];
            if (this.unread) {
                sentences.push(counted('%(count)s line not understood: it stands as it was in the field of the person.',
                    '%(count)s lines not understood: they stand as they were in the fields of the person.', this.unread));
            }
            if (this.lost.length) {
                sentences.push(counted('%(count)s line left above: the page has no rows for that.',
                    '%(count)s lines left above: the page has no rows for that.', this.lost.length));
            }
            this.say([...sentences, gettext('Look through them before you save.')].join(' '));
            const next = this.part.querySelector('[data-part=names] button') ?? this.text;
            next.focus();
        }

        // Adds a row as the link below the rows does. Returns null where the page has no such rows.
        addRow(prefix) {
            const total = document.getElementById(`id_${prefix}-TOTAL_FORMS`);
            const link = document.querySelector(`#${prefix}-group .add-row a`);
            if (prefix === 'credits' && this.row) {
                const row = this.row;
                this.row = null;
                return row;
            }
            if (!total || !link) {
                return null;
            }
            const number = total.value;
            link.click();
            return document.getElementById(`${prefix}-${number}`);
        }

        fillRow(facts) {
            const prefix = {release: 'releases', title: 'titles', company: 'film_companies'}[facts.kind] ?? 'credits';
            const row = this.addRow(prefix);
            if (!row) {
                this.lost.push(facts.text);
                return;
            }
            const select = (name) => row.querySelector(`select[name$="-${name}"]`);
            const chooseIf = (name, choice) => choice && choose(select(name), [choice]);
            if (facts.kind === 'text') {
                choose(select('person'), [{id: `typed:${facts.text}`, text: facts.text}]);
            } else if (facts.kind === 'credit') {
                this.name('person', select('person'), facts.person);
                chooseIf('job', facts.job);
                choose(select('characters'), facts.characters.map((name) => ({id: `new:${name}`, text: name})));
                write(row, 'credited_as', facts.credited_as);
                write(row, 'remarks', facts.remarks);
                this.countBilling(row, facts);
            } else {
                write(row, 'title', facts.title);
                write(row, 'date', facts.date);
                write(row, 'note', facts.note);
                chooseIf(facts.company ? 'territory' : 'country', facts.country);
                if (facts.company) {
                    this.name('company', select('company'), facts.company);
                    chooseIf('role', facts.role);
                }
            }
        }

        // The cast goes on in the order of the block.
        countBilling(row, {is_cast: isCast}) {
            const places = [...this.group.querySelectorAll('input[name$="-billing_order"]')].map((field) => Number(field.value) || 0);
            if (isCast && !row.querySelector('[name$="-billing_order"]')?.value) {
                write(row, 'billing_order', String(Math.max(0, ...places) + 1));
            }
        }

        name(noun, select, {name, candidates}) {
            if (!select) {
                return;
            }
            if (!candidates.length) {
                choose(select, [{id: `new:${name}`, text: name}]);
                return;
            }
            select.dataset.candidates = JSON.stringify(candidates.map((candidate) => ({...candidate, text: inWords(candidate)})));
            choose(select, [{id: `typed:${name}`, text: name}]);
            const key = `${noun} ${name}`;
            const entry = this.names.get(key) ?? {noun, name, candidates, selects: []};
            entry.selects.push(select);
            this.names.set(key, entry);
        }

        // The fields of a name that wait still; others were decided in their rows, or these were removed.
        waiting({name, selects}) {
            return selects.filter((select) => select.isConnected && select.value === `typed:${name}`);
        }

        decide(entry, choice) {
            this.waiting(entry).forEach((select) => {
                delete select.dataset.candidates;
                choose(select, [choice]);
            });
        }

        exactMatches() {
            return [...this.names.values()]
                .map((entry) => [entry, entry.candidates.filter((candidate) => candidate.is_exact)])
                .filter(([, exact]) => exact.length === 1);
        }

        confirmExact() {
            const matches = this.exactMatches();
            matches.forEach(([entry, [candidate]]) => this.decide(entry, {id: candidate.id, text: inWords(candidate)}));
            this.drawNames();
            this.say(counted('%(count)s name confirmed.', '%(count)s names confirmed.', matches.length));
            (this.part.querySelector('[data-part=names] button') ?? this.part.querySelector('summary')).focus();
        }

        drawNames() {
            const before = this.names.size;
            for (const [key, entry] of this.names) {
                if (!this.waiting(entry).length) {
                    this.names.delete(key);
                }
            }
            const list = this.part.querySelector('[data-part=names]');
            if (before === this.names.size && before === list.querySelectorAll('li').length) {
                return;
            }
            const entries = [...this.names.values()];
            const exact = this.exactMatches().length;
            list.replaceChildren(
                ...(entries.length ? [make('p', {}, counted('%(count)s name to confirm:', '%(count)s names to confirm:', entries.length))] : []),
                ...(exact ? [button(interpolate(gettext('Confirm all exact matches (%(exact)s)'), {exact}, true), () => this.confirmExact())] : []),
                make('ul', {}, ...entries.map((entry) => this.drawName(entry))),
            );
        }

        // The field knows what it holds, and whether this editor may add one.
        newChoice({name, selects}, decide) {
            const noun = selects[0].dataset.new;
            return noun ? [button(interpolate(gettext('new %(noun)s'), {noun}, true), decide({id: `new:${name}`, text: name}))] : [];
        }

        drawName(entry) {
            const {name, candidates} = entry;
            const decide = (choice) => () => {
                this.decide(entry, choice);
                this.drawNames();
                this.say(`${name}: ${choice.text}.`);
                (this.part.querySelector('[data-part=names] li button') ?? this.part.querySelector('summary')).focus();
            };
            const choices = candidates.map((candidate) =>
                button(`${inWords(candidate)} (${candidate.why})`, decide({id: candidate.id, text: inWords(candidate)})));
            return make('li', {}, make('strong', {}, name), ' ', ...choices, ...this.newChoice(entry, decide));
        }
    }

    document.addEventListener('DOMContentLoaded', () => {
        const [part, group] = [document.getElementById('paste'), document.getElementById(PERSON)];
        if (part && group?.querySelector('.empty-form')) {
            new Paste(part, group);
        }
    });
}
