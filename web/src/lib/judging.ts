import type { Judgement } from "../data/types";
import { sayField } from "./words";

/** Say in words what a judgement does. */
export function sayJudgement(judgement: Judgement): string {
  switch (judgement.action) {
    case "same":
      return "These are one incident";
    case "different":
      return "These are not one incident";
    case "reject":
      return "This is no incident";
    case "undo":
      return "An earlier judgement undone";
    case "set":
      return `${sayField(judgement.field ?? "")} set to ${judgement.value ?? "nothing"}`;
  }
}
