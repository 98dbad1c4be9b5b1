// Words that look like a test that was never meant to leave the house.

/** Most texts have none of these letters in a row, and cost no more than to see that. */
const hint = /test|lorem|asdf|todo|deneme|probe|essai|prueb|pr[oó]b/i;

/** No copy has these. `test` stands alone: the latest contest in Testament street is none, nor is a Speed-Test. */
const never = /(?<![\p{L}\p{M}\p{N}-])(?:tests?|lorem ipsum|asdf(?:gh(?:jkl)?)?)(?![\p{L}\p{M}]|-\p{L})/iu;

/** A note begins the text, or ends in a colon. In Spanish and Portuguese todo is everything, and a sale shouts it: TODO AL 50%. */
const note = /(?<![\p{L}\p{N}])TODO\s*:|(?<=^\P{L}*)TODO(?![\p{L}\p{N}])/u;
const everything = /TODO\s+(?:al?|lo|la|el|en|con|por|para|os?|as|tu|su|está|é)(?!\p{L})/iu;

/** A trial or a sample is something to sell (deneme, Probe, essai, prueba, próba), unless it is all that the text says, or a message of that kind. */
const trial = 'deneme|probe|essai|prueba|pr[óo]ba';
const alone = new RegExp(String.raw`^\P{L}*(?:${trial})(?:\P{L}+(?:${trial}))*\P{L}*$`, 'iu');
const ofMessages =
  /(?<!\p{L})(?:deneme (?:mesaj|bildirim)\p{L}*|(?:test|probe)(?:nachricht|mitteilung|versand|push)|(?:message|notification) d['’]essai|(?:mensaje|notificaci[óo]n) de prueba|(?:wiadomość|powiadomienie) (?:testow|próbn)\p{L}+)(?!\p{L})/iu;

/** What a text holds that reads like a test, in words; undefined when it reads like copy. */
export function findTestWord(text: string): string | undefined {
  if (!hint.test(text)) return undefined;
  if (note.test(text) && !everything.test(text)) return 'a TODO';
  return never.test(text) || ofMessages.test(text) || alone.test(text) ? 'a word of tests' : undefined;
}
