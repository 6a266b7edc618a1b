/* Reads formulas aloud below their inputs, and composes conditions from the fields of the form as it stands;
   the server answers (editor/composepage.py), so that nothing is said here that publishing would refuse. */
document.addEventListener('DOMContentLoaded', () => {
  const PAUSE = 500;
  const FEW_CHOICES = 12;
  const PLACE = /^(groups-\d+-value)-(?:(fields-\d+-value)-)?(shown_if|required_if|derive)$/;
  const KINDS = { texts: 'coded', amount: 'number' };
  const dialog = document.querySelector('[data-composer]');
  if (!dialog) return;
  const part = (name, root = dialog) => root.querySelector(`[data-${name}]`);
  const beside = (input, name) => part(name, input.parentElement);

  /* A condition over published definitions is in no definition; its whole form says which ones it is over. */
  const standsAlone = ({ dataset }) => dataset.formula === 'alone';

  /* What is asked about an input: the groups as they stand, and where the formula belongs. */
  const postOf = (input) => {
    const body = new FormData();
    for (const [name, value] of new FormData(input.form)) {
      if (standsAlone(input) || name.startsWith('groups-') || name === 'csrfmiddlewaretoken') body.append(name, value);
    }
    if (standsAlone(input)) return body;
    const [, group, field, attribute] = input.name.match(PLACE);
    const key = (prefix) => input.form.elements[`${prefix}-key`]?.value ?? '';
    body.set('_group', key(group));
    if (field) body.set('_field', key(`${group}-${field}`));
    body.set('_part', attribute);
    return body;
  };

  /* One question at a time: a newer one makes the older void, and its answer is null. */
  class Questions {
    ask(body, given, wait = 0) {
      this.stop();
      const { signal } = (this.control = new AbortController());
      return new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => resolve(null));
        this.timer = setTimeout(() => this.send(body(), given, signal).then(resolve, reject), wait);
      });
    }

    stop() {
      clearTimeout(this.timer);
      this.control?.abort();
    }

    async send(body, given, signal) {
      Object.entries(given).forEach(([name, value]) => body.set(name, value));
      try {
        const answer = await fetch(dialog.dataset.url, { method: 'POST', body, signal });
        if (!answer.ok) throw new Error(`${answer.status}`);
        return await answer.json();
      } catch (error) {
        if (signal.aborted) return null;
        throw error;
      }
    }
  }

  /* Below the inputs. */
  const asking = new WeakMap();

  const say = (input, { words = '', faults = [] } = {}) => {
    const place = beside(input, 'formula-said');
    place.textContent = faults.length ? faults.map(({ text }) => text).join(' ') : words;
    place.classList.toggle('formula-fault', faults.length > 0);
  };

  const check = async (input, wait) => {
    if (!asking.has(input)) asking.set(input, new Questions());
    const questions = asking.get(input);
    const text = input.value.trim();
    if (!text || !(standsAlone(input) || PLACE.test(input.name))) {
      questions.stop();
      say(input);
      return;
    }
    try {
      const answer = await questions.ask(() => postOf(input), { _formula: text }, wait);
      if (answer) say(input, answer);
    } catch {
      say(input); // nothing is lost: the formula is checked again when it is saved
    }
  };

  const isFormula = (target) => target instanceof HTMLInputElement && 'formula' in target.dataset;
  document.addEventListener('input', ({ target }) => isFormula(target) && check(target, PAUSE));
  document.addEventListener('change', ({ target }) => {
    if (isFormula(target)) return;
    target.form?.querySelectorAll('[data-formula=alone]').forEach((input) => check(input, PAUSE));
  });
  document.addEventListener('focusin', ({ target }) => {
    if (isFormula(target) && !asking.has(target)) check(target, 0);
  });

  /* The dialog. */
  let input = null;
  let opener = null;
  let post = null;
  let known = {};
  let rows = [];
  let answered = null;
  const questions = new Questions();

  const show = (name, shown) => {
    part(name).hidden = !shown;
  };

  const element = (tag, text, value) => {
    const made = document.createElement(tag);
    made.textContent = text;
    if (value !== undefined) made.value = value;
    return made;
  };

  const template = (selector) => dialog.querySelector(selector).content.firstElementChild.cloneNode(true);

  /* One condition, as it is drawn and as it is sent. */
  class Row {
    constructor(given = { path: '', over: '', operator: '', values: [] }) {
      this.element = template('[data-composer-row]');
      [this.field, this.over, this.operator] = ['field', 'over', 'operator'].map((name) => part(name, this.element));
      known.sections.forEach(({ label, subjects }) => {
        const group = element('optgroup', '');
        group.label = label;
        group.append(...subjects.map((subject) => element('option', subject.label, subject.path)));
        this.field.append(group);
      });
      this.field.value = given.path;
      this.draw(given);
      this.field.addEventListener('change', () => this.chooseField());
      this.over.addEventListener('change', () => this.keepValues(() => this.drawOperators(this.operator.value)));
      this.operator.addEventListener('change', () => this.keepValues());
      this.element.addEventListener('input', changed);
      part('remove', this.element).addEventListener('click', () => remove(this));
    }

    get section() {
      return known.sections.find(({ subjects }) => subjects.some(({ path }) => path === this.field.value));
    }

    get subject() {
      return this.section?.subjects.find(({ path }) => path === this.field.value);
    }

    get kind() {
      return this.subject?.overs.find(([over]) => over === this.over.value)?.[2] ?? '';
    }

    get wants() {
      return (known.operators[this.kind] ?? []).find(([name]) => name === this.operator.value)?.[2] ?? 'none';
    }

    draw({ over = '', operator = '', values = [] } = {}) {
      part('section', this.element).textContent = this.section?.label ?? '';
      this.drawOvers(over);
      this.drawOperators(operator);
      this.drawValue(values);
    }

    chooseField() {
      this.draw();
      changed();
    }

    keepValues(redraw = () => {}) {
      const { values } = this.state;
      redraw();
      this.drawValue(values);
      changed();
    }

    drawOvers(chosen) {
      const overs = this.subject?.overs ?? [];
      this.over.replaceChildren(...overs.map(([over, label]) => element('option', label, over)));
      if (overs.some(([over]) => over === chosen)) this.over.value = chosen;
      this.over.parentElement.hidden = overs.length < 2;
    }

    drawOperators(chosen) {
      const operators = known.operators[this.kind] ?? [];
      this.operator.replaceChildren(...operators.map(([name, label]) => element('option', label, name)));
      if (operators.some(([name]) => name === chosen)) this.operator.value = chosen;
      this.operator.parentElement.hidden = !operators.length;
    }

    drawValue(values) {
      const place = part('value', this.element);
      place.replaceChildren();
      if (this.wants === 'none') return;
      const choices = this.wants === 'many' && this.subject.choices;
      place.append(choices ? drawnChoices(choices, values) : this.drawnLine(values));
    }

    drawnLine(values) {
      const line = template(`[data-composer-value="${KINDS[this.kind] ?? this.kind}"]`);
      line.querySelector('input').value = (this.wants === 'many' ? values : values.slice(0, 1)).join(', ');
      return line;
    }

    get state() {
      const place = part('value', this.element);
      const line = place.querySelector('input[type=text]');
      const ticked = [...place.querySelectorAll('input[type=checkbox]:checked')].map(({ value }) => value);
      const typed = line && (this.wants === 'many' ? line.value.split(/[,，、;；]/) : [line.value]);
      return {
        path: this.field.value,
        over: this.over.value,
        operator: this.operator.value,
        values: (typed || ticked).map((value) => value.trim()).filter(Boolean),
      };
    }
  }

  const drawnChoices = (choices, values) => {
    const list = template('[data-composer-value="choices"]');
    const labels = choices.map(([code, label]) => {
      const box = element('input', '', code);
      box.type = 'checkbox';
      box.checked = values.includes(code);
      const drawn = element('label', '');
      drawn.append(box, ` ${label}`);
      return drawn;
    });
    part('choices', list).append(...labels);
    const filter = list.querySelector('input[type=search]');
    filter.hidden = choices.length <= FEW_CHOICES;
    filter.addEventListener('input', (event) => {
      event.stopPropagation();
      const wanted = filter.value.trim().toLowerCase();
      labels.forEach((label) => {
        label.hidden = !label.textContent.toLowerCase().includes(wanted) && !label.firstChild.checked;
      });
    });
    return list;
  };

  const remove = (row) => {
    const place = rows.indexOf(row);
    rows.splice(place, 1);
    row.element.remove();
    changed();
    (rows[place] ?? rows[place - 1])?.field.focus();
    if (!rows.length) part('composer-add').focus();
  };

  const add = (given) => {
    rows.push(new Row(given));
    part('composer-rows').append(rows.at(-1).element);
  };

  const number = () => {
    rows.forEach(({ element: drawn }, place) => {
      part('number', drawn).textContent = place + 1;
    });
    show('composer-joint', rows.length > 1);
    show('composer-none', !rows.length);
  };

  const joint = () => part('composer-joint').querySelector('input:checked').value;

  /* Rows without a field are not sent; the numbers of the answer count the others. */
  const changed = async () => {
    number();
    part('composer-write').disabled = true;
    const named = rows.filter(({ field }) => field.value);
    const given = { joint: joint(), rows: named.map(({ state }) => state) };
    const answer = await ask(() => copyOf(post), { _rows: JSON.stringify(given) }, 150);
    if (!answer) return;
    rows.forEach(({ element: drawn }) => (part('fault', drawn).textContent = ''));
    answer.faults
      .filter(({ row }) => row !== null)
      .forEach(({ row, text }) => (part('fault', named[row].element).textContent = text));
    tell(answer);
    const whole = named.length === rows.length && !answer.missing.length && !answer.faults.length;
    part('composer-write').disabled = !whole;
  };

  const copyOf = (data) => {
    const copy = new FormData();
    for (const [name, value] of data) copy.append(name, value);
    return copy;
  };

  const ask = async (body, given, wait) => {
    try {
      const answer = await questions.ask(body, given, wait);
      if (answer) show('composer-failed', false);
      return answer;
    } catch {
      show('composer-busy', false);
      show('composer-failed', true);
      return null;
    }
  };

  const tell = (answer) => {
    answered = answer;
    part('composer-words').textContent = answer.words;
    part('composer-formula').textContent = answer.formula;
    const whole = answer.faults.filter(({ row }) => row === null);
    part('composer-faults').replaceChildren(...whole.map(({ text }) => element('li', text)));
    if (part('composer-rows').contains(document.activeElement)) {
      document.activeElement.scrollIntoView({ block: 'nearest' }); // longer words take room from the rows
    }
  };

  const begin = (given, chosen) => {
    part('composer-joint').querySelector(`[value=${chosen}]`).checked = true;
    rows = [];
    part('composer-rows').replaceChildren();
    given.forEach((row) => add(row));
    show('composer-typed', false);
    show('composer-chosen', true);
    changed();
    (rows[0]?.field ?? part('composer-add')).focus();
  };

  const open = async (button) => {
    opener = button;
    input = beside(button, 'formula');
    post = postOf(input);
    ['typed', 'chosen', 'failed'].forEach((name) => show(`composer-${name}`, false));
    show('composer-busy', true);
    tell({ words: '', formula: '', faults: [] });
    part('composer-write').disabled = true;
    part('composer-of').textContent = titleOf(input);
    dialog.showModal();
    const answer = await ask(() => copyOf(post), { _formula: input.value, _vocabulary: '1' });
    if (!answer) return;
    known = answer;
    show('composer-busy', false);
    tell(answer);
    if (answer.rows) {
      begin(answer.rows, answer.joint);
    } else {
      show('composer-typed', true);
      part('composer-anew').focus();
    }
  };

  const titleOf = ({ labels }) => [...labels].map((label) => label.firstChild.textContent.trim()).join('');

  const write = () => {
    input.value = answered.formula;
    ['input', 'change'].forEach((name) => input.dispatchEvent(new Event(name, { bubbles: true })));
    dialog.close();
  };

  document.addEventListener('click', ({ target }) => {
    const button = target.closest('[data-formula-choose]');
    if (button) open(button);
  });
  dialog.addEventListener('click', ({ target }) => {
    if (target.closest('[data-composer-cancel]')) dialog.close();
    else if (target.closest('[data-composer-write]')) write();
    else if (target.closest('[data-composer-anew]')) begin([], 'and');
    else if (target.closest('[data-composer-add]')) {
      add();
      changed();
      rows.at(-1).field.focus();
    }
  });
  part('composer-joint').addEventListener('change', changed);
  dialog.addEventListener('close', () => {
    questions.stop();
    opener.focus();
  });
});
