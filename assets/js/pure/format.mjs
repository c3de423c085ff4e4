/** Numbers as a person reads them, in the page's language. Never NaN, Infinity, 1e-07 or -0.00. */

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const NONE = "–";

const superscript = (k) =>
  (k < 0 ? "⁻" : "") + [...String(Math.abs(k))].map((digit) => SUPERSCRIPTS[Number(digit)]).join("");

/** @param {string} locale "en" or "pt-BR": decimal point or comma */
export function createFormat(locale) {
  const comma = locale.startsWith("pt");
  const localize = (text) => (comma ? text.replace(".", ",") : text).replace("-", "−");
  const fixed = (value, digits) => {
    const text = value.toFixed(digits);
    return localize(Number(text) === 0 ? text.replace("-", "") : text);
  };
  const scientific = (value, digits) => {
    const [mantissa, exponent] = value.toExponential(digits - 1).split("e");
    const m = Number(mantissa);
    const power = `10${superscript(Number(exponent))}`;
    return m === 1 ? power : `${localize(String(m))}×${power}`;
  };
  const significant = (value, digits) => {
    if (!Number.isFinite(value)) return NONE;
    if (value === 0) return "0";
    const size = Math.abs(value);
    if (size < 1e-3 || size >= 1e6) return scientific(value, digits);
    return localize(String(Number(value.toPrecision(Math.max(digits, Math.ceil(Math.log10(size) + 1e-12))))));
  };
  return {
    /** A loss: fewer decimals the larger it is. */
    loss(value) {
      if (!Number.isFinite(value)) return NONE;
      const size = Math.abs(value);
      if (size >= 1e6) return scientific(value, 2);
      if (size >= 100) return fixed(value, 0);
      if (size >= 0.01) return fixed(value, 3);
      if (size >= 0.0001) return fixed(value, 4);
      return size === 0 ? "0" : `< ${localize("0.0001")}`;
    },
    /** A learning rate: two significant digits. */
    rate: (value) => significant(value, 2),
    /** Any other number: four significant digits. */
    number: (value) => significant(value, 4),
    coordinate: (value) => (Number.isFinite(value) ? fixed(value, 2) : NONE),
    factor: (value) => `×${value >= 9.95 ? fixed(value, 0) : value >= 0.995 ? fixed(value, 1) : fixed(value, 2)}`,
    fixed,
    significant,
  };
}

/**
 * The number a person typed, or NaN: decimal point or comma, real minus sign, 3×10⁻⁴ or 3e-4.
 * @param {string} text
 */
export function parseNumber(text) {
  const plain = text
    .trim()
    .replace(/[−–]/g, "-")
    .replace(",", ".")
    .replace(/⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+/g, (power) => `^${[...power].map((c) => (c === "⁻" ? "-" : SUPERSCRIPTS.indexOf(c))).join("")}`)
    .replace(/^(-?)10\^(-?\d+)$/, "$11e$2")
    .replace(/[×*x]\s*10\^(-?\d+)$/, "e$1");
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(plain) ? Number(plain) : NaN;
}
