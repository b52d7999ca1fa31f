import { en } from "./texts/en.ts";
import { et } from "./texts/et.ts";
import { fi } from "./texts/fi.ts";
import { pl } from "./texts/pl.ts";
import { ru } from "./texts/ru.ts";

/** Forms by CLDR plural category; `other` is always there. */
export type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

type Widened<T> = T extends string ? string : T extends { other: string } ? Plural : { [K in keyof T]: Widened<T[K]> };

/** What a language has to say. A missing text does not compile. */
export type Texts = Widened<typeof en>;

/** To add a language: one file in `texts/`, one line here. */
const LANGUAGES: Record<string, Texts> = { en, et, fi, pl, ru };

export const LANGUAGE_CODES: readonly string[] = Object.keys(LANGUAGES);

/** The texts of one language, with its plurals, times and direction. */
export class Language {
  readonly texts: Texts;
  private readonly plurals: Intl.PluralRules;
  private readonly clock: Intl.DateTimeFormat;
  private readonly day: Intl.DateTimeFormat;

  /** `region` is the tag with which the reader wants the language: `en-GB` writes times otherwise than `en-US`. */
  constructor(
    readonly code: string,
    region: string = code,
  ) {
    this.texts = LANGUAGES[code] ?? en;
    this.plurals = new Intl.PluralRules(code);
    this.clock = new Intl.DateTimeFormat(region, { hour: "2-digit", minute: "2-digit" });
    this.day = new Intl.DateTimeFormat(region, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
  }

  /** The first wanted language that we have, English otherwise; times as in the reader's own region. */
  static choose(wanted: readonly (string | null | undefined)[]): Language {
    const code = chooseLanguage(wanted);
    const region = [...wanted, ...navigator.languages].find((tag) => tag != null && isTagOf(tag, code));
    return new Language(code, region ?? code);
  }

  count(forms: Plural, n: number): string {
    return fill(forms[this.plurals.select(n)] ?? forms.other, { n: String(n) });
  }

  /** The time of day, with the date when it was not today. */
  time(millis: number): string {
    const then = new Date(millis);
    return then.toDateString() === new Date().toDateString() ? this.clock.format(then) : this.day.format(then);
  }

  /** Written from right to left? Our five are not; a file for one that is needs nothing else. */
  get direction(): "ltr" | "rtl" {
    return ["ar", "dv", "fa", "he", "ps", "ur", "yi"].includes(this.code) ? "rtl" : "ltr";
  }
}

function isTagOf(tag: string, code: string): boolean {
  try {
    return tag.includes("-") && new Intl.Locale(tag).language === code;
  } catch {
    return false;
  }
}

/** Puts values into a text. They stay text: whoever shows it makes a text node of it. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** The first wanted language that we have; English otherwise. `pl-PL` finds `pl`. */
export function chooseLanguage(wanted: readonly (string | null | undefined)[]): string {
  for (const tag of wanted) {
    const code = tag?.toLowerCase().split(/[-_]/)[0];
    if (code !== undefined && Object.hasOwn(LANGUAGES, code)) return code;
  }
  return "en";
}
