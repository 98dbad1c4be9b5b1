// Finds words of a test text that was not meant for recipients.

/** A quick first test, because most texts contain none of these. */
const hint = /test|lorem|asdf|todo|deneme|probe|essai|prueb|pr[oó]b/i;

/** Words that real copy never contains. `test` must be a separate word: "latest", "contest", "Testament" and "Speed-Test" do not match. */
const never = /(?<![\p{L}\p{M}\p{N}-])(?:tests?|lorem ipsum|asdf(?:gh(?:jkl)?)?)(?![\p{L}\p{M}]|-\p{L})/iu;

/**
 * A note at the start of the text, or with a colon. In Spanish and Portuguese "todo" means everything, and sales write it in capitals: TODO AL 50%.
 */
const note = /(?<![\p{L}\p{N}])TODO\s*:|(?<=^\P{L}*)TODO(?![\p{L}\p{N}])/u;
const everything = /TODO\s+(?:al?|lo|la|el|en|con|por|para|os?|as|tu|su|está|é)(?!\p{L})/iu;

/** A trial or a sample may be a product (deneme, Probe, essai, prueba, próba), unless it is the whole text, or a test message or notification. */
const trial = 'deneme|probe|essai|prueba|pr[óo]ba';
const alone = new RegExp(String.raw`^\P{L}*(?:${trial})(?:\P{L}+(?:${trial}))*\P{L}*$`, 'iu');
const ofMessages =
  /(?<!\p{L})(?:deneme (?:mesaj|bildirim)\p{L}*|(?:test|probe)(?:nachricht|mitteilung|versand|push)|(?:message|notification) d['’]essai|(?:mensaje|notificaci[óo]n) de prueba|(?:wiadomość|powiadomienie) (?:testow|próbn)\p{L}+)(?!\p{L})/iu;

/** Describes what reads like a test in a text. Undefined if it reads like copy. */
export function findTestWord(text: string): string | undefined {
  if (!hint.test(text)) return undefined;
  if (note.test(text) && !everything.test(text)) return 'a TODO';
  return never.test(text) || ofMessages.test(text) || alone.test(text) ? 'a word of tests' : undefined;
}
