/** What the observations on two accounts mean, in the words that the command line uses. */
import toml from "../../../src/variorum/cli/evidence.toml?raw";

const WORDS = new Map([...toml.matchAll(/^(\w+) = "([^"\n]*)"$/gm)].map((line) => [line[1] ?? "", line[2] ?? ""]));

export function sayEvidence(name: string): string {
  return WORDS.get(name) ?? name.replaceAll("_", " ");
}
