// Works out the formulas of a definition while somebody types. The server decides; both are held to the same
// cases (tests/talent/categories/formulas/cases.json). A value is a number, a text, true or false, several texts
// in an array, or null for nothing.
(() => {
  "use strict";
  const NUMBER = /^-?\d{1,15}(\.\d{1,15})?$/;
  const DATE = /^\d{4}(-\d\d){0,2}$/;
  const LARGEST = 1e15;
  const AGE_BANDS = [35, 40, 45, 50, 54, 59];
  const RESIDENT = {
    "01": /^[1-8]\d{16}[\dX]$/, "02": /^(810000|820000)\d{11}[\dX]$/, "03": /^830000\d{11}[\dX]$/, "04": /^9\d{16}[\dX]$/,
  };
  const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

  const number = (value) => {
    if (typeof value === "number") return Math.abs(value) < LARGEST ? value : null;
    return typeof value === "string" && NUMBER.test(value) ? Number(value) : null;
  };
  const rounded = (value) => (Math.abs(value) < LARGEST ? Number(value.toFixed(9)) + 0 : null);
  const kind = (value) => (Array.isArray(value) ? "texts" : typeof value);

  const equal = (left, right) => {
    if ((kind(left) === "number") !== (kind(right) === "number")) {
      const [one, other] = [number(left), number(right)];
      return one !== null && one === other;
    }
    if (kind(left) === "texts" && kind(right) === "texts") {
      return left.every((each) => right.includes(each)) && right.every((each) => left.includes(each));
    }
    return kind(left) === kind(right) && left === right;
  };

  // By code points, as the server does, and not by halves of characters.
  const compareTexts = (left, right) => {
    const [one, other] = [Array.from(left), Array.from(right)];
    for (let i = 0; i < Math.min(one.length, other.length); i += 1) {
      const difference = one[i].codePointAt(0) - other[i].codePointAt(0);
      if (difference) return Math.sign(difference);
    }
    return Math.sign(one.length - other.length);
  };

  const ordered = (left, right) => {
    if (typeof left === "string" && typeof right === "string") {
      if (DATE.test(left) && DATE.test(right)) {
        const known = Math.min(left.length, right.length);
        return compareTexts(left.slice(0, known), right.slice(0, known));
      }
      return compareTexts(left, right);
    }
    const [one, other] = [number(left), number(right)];
    return one === null || other === null ? null : Math.sign(one - other);
  };

  const within = (value, items) => {
    if (value === null) return false;
    if (Array.isArray(value)) return value.some((each) => within(each, items));
    return (Array.isArray(items) ? items : [items]).some((each) => equal(value, each));
  };

  const reckon = (sign, left, right) => {
    const [one, other] = [number(left), number(right)];
    if (one === null || other === null || (sign === "/" && other === 0)) return null;
    if (sign === "+") return rounded(one + other);
    if (sign === "-") return rounded(one - other);
    return rounded(sign === "*" ? one * other : one / other);
  };

  const age = (today, born) => {
    if (typeof born !== "string" || !DATE.test(born)) return null;
    const earlier = today.slice(5, born.length) < born.slice(5) ? 1 : 0;
    const years = Number(today.slice(0, 4)) - Number(born.slice(0, 4)) - earlier;
    return years >= 0 ? years : null;
  };

  const checkDigit = (body) => {
    const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(body[place]), 0);
    return "10X98765432"[sum % 11];
  };

  const exists = (day) => {
    const date = new Date(`${day}T00:00:00Z`);
    return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
  };

  // What an identity document says of its holder (GB 11643); nothing for a number that is not right.
  const holder = (today, type, text) => {
    if (typeof type !== "string" || typeof text !== "string") return null;
    let digits = text.normalize("NFKC").replace(/\s/g, "").toUpperCase();
    let pattern = RESIDENT[type];
    if (type === "09") {
      if (!/^\d{15}$/.test(digits)) return null;
      const body = `${digits.slice(0, 6)}19${digits.slice(6)}`;
      digits = body + checkDigit(body);
      pattern = RESIDENT["01"];
    }
    if (!pattern || !pattern.test(digits) || checkDigit(digits) !== digits[17]) return null;
    const birth = `${digits.slice(6, 10)}-${digits.slice(10, 12)}-${digits.slice(12, 14)}`;
    return exists(birth) && birth >= "1850-01-01" && birth <= today ? { birth, sex: Number(digits[16]) % 2 ? "1" : "2" } : null;
  };

  const length = (value) => (value === null ? 0 : Array.isArray(value) ? value.length : Array.from(String(value)).length);

  const FUNCTIONS = {
    filled: (today, value) => value !== null,
    blank: (today, value) => value === null,
    contains: (today, text, part) => typeof part === "string" && (typeof text === "string" || Array.isArray(text)) && text.includes(part),
    starts: (today, text, part) => typeof text === "string" && typeof part === "string" && text.startsWith(part),
    length: (today, value) => (typeof value === "string" || Array.isArray(value) ? length(value) : 0),
    round: (today, value, places = null) => {
      const [exact, digits] = [number(value), number(places) ?? 0];
      if (exact === null || digits < 0 || digits > 9) return null;
      const scale = 10 ** Math.trunc(digits);
      return rounded(Math.sign(exact) * Math.round(Number((Math.abs(exact) * scale).toFixed(6))) / scale);
    },
    today: (today) => today,
    year: (today, day) => (typeof day === "string" && DATE.test(day) ? Number(day.slice(0, 4)) : null),
    age,
    age_band: (today, born) => {
      const years = age(today, born);
      return years === null ? null : String(1 + AGE_BANDS.filter((oldest) => years > oldest).length);
    },
    birth: (today, type, text) => holder(today, type, text)?.birth ?? null,
    sex: (today, type, text) => holder(today, type, text)?.sex ?? null,
  };

  const extreme = (wanted) => (values) =>
    values.reduce((best, each) => (each !== null && (best === null || ordered(each, best) === wanted) ? each : best), null);

  const AGGREGATES = {
    any: (values) => values.some((value) => value === true),
    all: (values) => values.every((value) => value === true),
    count: (values) => values.filter((value) => value !== null && value !== false).length,
    sum: (values) => rounded(values.map(number).reduce((total, each) => total + (each ?? 0), 0)),
    least: extreme(-1),
    most: extreme(1),
  };

  const COMPARISONS = {
    "=": equal,
    "!=": (left, right) => !equal(left, right),
    "<": (left, right) => ordered(left, right) === -1,
    ">": (left, right) => ordered(left, right) === 1,
    "<=": (left, right) => [-1, 0].includes(ordered(left, right)),
    ">=": (left, right) => [1, 0].includes(ordered(left, right)),
    in: within,
    "not in": (left, right) => !within(left, right),
  };

  const groupOf = (tree) => {
    if (!Array.isArray(tree)) return "";
    if (tree[0] === "rows") return tree[1];
    if (tree[0] === "ref") return ["this", "unit"].includes(tree[1]) ? "" : tree[1];
    for (const part of tree.slice(1)) {
      const found = groupOf(part);
      if (found) return found;
    }
    return "";
  };

  const rowsOf = (scope, group) => {
    const content = scope.data[group];
    if (Array.isArray(content)) return content;
    return content === undefined ? [] : [content];
  };

  const rowOf = (scope, group) => {
    if (group === "this") return scope.row ?? {};
    if (group === "unit") return scope.unit ?? {};
    if (scope.at && group in scope.at) return scope.at[group];
    const content = scope.data[group];
    return content && !Array.isArray(content) ? content : {};
  };

  const taken = (value) => {
    if (value === undefined || value === null || value === "" || (Array.isArray(value) && !value.length)) return null;
    if (Array.isArray(value)) return value.map((each) => String(taken(each)));
    return typeof value === "object" ? value.text || null : value;
  };

  const call = (name, rest, scope) => {
    if (name === "if") return workOut(workOut(rest[0], scope) === true ? rest[1] : rest[2], scope);
    if (name in AGGREGATES) {
      const group = groupOf(rest[0]);
      return AGGREGATES[name](
        rowsOf(scope, group).map((row) => workOut(rest[0], { ...scope, at: { ...scope.at, [group]: row } })),
      );
    }
    return FUNCTIONS[name](scope.today, ...rest.map((each) => workOut(each, scope)));
  };

  const workOut = ([sign, ...rest], scope) => {
    if (sign === "is") return rest[0];
    if (sign === "list") return rest.map((each) => workOut(each, scope));
    if (sign === "ref") return taken(rowOf(scope, rest[0])[rest[1]]);
    if (sign === "rows") return rowsOf(scope, rest[0]).length;
    if (sign === "call") return call(rest[0], rest.slice(1), scope);
    if (sign === "and") return rest.every((each) => workOut(each, scope) === true);
    if (sign === "or") return rest.some((each) => workOut(each, scope) === true);
    if (sign === "not") return workOut(rest[0], scope) !== true;
    if (sign === "negative") return reckon("-", 0, workOut(rest[0], scope));
    const [left, right] = rest.map((each) => workOut(each, scope));
    return sign in COMPARISONS ? COMPARISONS[sign](left, right) : reckon(sign, left, right);
  };

  globalThis.formulas = { workOut };
})();
