import type { Issue } from "../base/result.ts";

/** As many issues as one refusal lists; the others are counted. */
export const issuesMax = 1_000;

/** Collects issues; beyond the limit it only counts, so that a bad file costs no memory. */
export interface IssueList {
  add(issue: Issue): void;
  /** What was collected, with one last issue that says how many more there are. */
  all(): readonly Issue[];
}

export function issueList(): IssueList {
  const kept: Issue[] = [];
  let more = 0;
  return {
    add(issue) {
      if (kept.length < issuesMax) kept.push(issue);
      else more += 1;
    },
    all: () => (more === 0 ? kept : [...kept, moreIssues(more)]),
  };
}

/** The first of the issues, and one that counts the rest. */
export function limited(issues: readonly Issue[]): readonly Issue[] {
  const list = issueList();
  for (const issue of issues) list.add(issue);
  return list.all();
}

function moreIssues(more: number): Issue {
  return {
    code: "issues.more",
    path: [],
    message: `${more} more ${more === 1 ? "problem is" : "problems are"} not listed`,
    hint: `correct the ${issuesMax} above first, then look again`,
  };
}
