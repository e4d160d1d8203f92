export const yamlDepthMax = 100;

/** Room for as many levels, indented by ten columns each. */
const indentMax = 10 * yamlDepthMax;

/**
 * The offset at which a YAML text could nest deeper than a parser's call stack should go, or
 * nothing. It looks at the text alone: open brackets, indentation, and `- - -` at the start of a
 * line. So it also stops at more than 100 brackets that a text opens and never closes.
 */
export function tooNested(text: string): number | undefined {
  let open = 0;
  let lineStart = 0;
  let indicators = 0;
  let isLeading = true;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === "\n") {
      lineStart = at + 1;
      indicators = 0;
      isLeading = true;
    } else if (character === "[" || character === "{") open += 1;
    else if (character === "]" || character === "}") open = Math.max(0, open - 1);
    if (open > yamlDepthMax) return at;
    if (!isLeading || character === "\n") continue;
    if (character === "-" || character === "?" || character === ":") indicators += 1;
    else if (character !== " " && character !== "\t" && character !== "\r") isLeading = false;
    const isMark = indicators > yamlDepthMax && text[at + 1] === " ";
    if (isMark || at - lineStart > indentMax) return at;
  }
  return undefined;
}
