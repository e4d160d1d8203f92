/** Looks at short texts character by character: most are plain ASCII, and a pattern costs more. */

const surrogate = /[\uD800-\uDFFF]/;
const loneSurrogate = /\p{Surrogate}/u;

/** A name of ASCII letters, digits, dots, dashes and underscores: all such are names. */
export function isPlainName(text: string): boolean {
  if (text.length === 0 || text.length > 100 || !isWord(text.charCodeAt(0))) return false;
  for (let at = 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (!isWord(code) && code !== 45 && code !== 46 && code !== 95) return false;
  }
  return true;
}

/** An identifier of visible ASCII characters: all such are identifiers. */
export function isPrintable(text: string): boolean {
  if (text.length === 0 || text.length > 200) return false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code <= 32 || 126 < code) return false;
  }
  return true;
}

function isWord(code: number): boolean {
  return (97 <= code && code <= 122) || (48 <= code && code <= 57) || (65 <= code && code <= 90);
}

/** The text as canonical JSON writes it; undefined with half a character in it. */
export function quoted(text: string): string | undefined {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 32 || code === 34 || code === 92 || code > 126) return escaped(text);
  }
  return `"${text}"`;
}

function escaped(text: string): string | undefined {
  return surrogate.test(text) && loneSurrogate.test(text) ? undefined : JSON.stringify(text);
}
