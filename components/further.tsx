// What comes after the verdict is shown: the dossier's story, the larger one, and what a reader can do.

import type { State } from "@/core/dossiers/dossier.ts";
import type { Status } from "@/core/verdict.ts";
import type { Speech } from "@/core/words/load-words.ts";
import { Actions } from "./actions.tsx";
import { ContextView } from "./context-view.tsx";
import { ServiceLine, WhyView } from "./dossier-view.tsx";
import { HowView } from "./how-view.tsx";
import type { Answered, PopupDeeds } from "./popup-page.tsx";

export interface FurtherProps {
  speech: Speech;
  state: Answered;
  deeds: PopupDeeds;
}

/** The service in one line, for under the headline. */
export function Service({ speech: { words, pages }, state: { story } }: FurtherProps) {
  return story.dossier && <ServiceLine words={words} pages={pages} dossier={story.dossier} />;
}

/** Why the site is blocked, as far as anyone reported, and how. */
export function Behind({ speech: { words, pages }, state: { verdict, story } }: FurtherProps) {
  const { dossier, cards, works } = story;
  const ofWhole = dossier !== null && tellsOfMore(dossier.state, verdict.status);
  return (
    <>
      {dossier && <WhyView words={words} pages={pages} dossier={dossier} ofWhole={ofWhole} />}
      {cards && cards.methods.length > 0 && (
        <HowView words={words} pages={pages} methods={cards.methods} works={works} />
      )}
    </>
  );
}

/** Whether a service is said to be blocked, of which this address is an exception. */
function tellsOfMore(state: State, status: Status): boolean {
  const isBlock = state === "blocked" || state === "partly";
  return isBlock && (status === "reachable" || status === "domestic" || status === "unlisted");
}

/** What stands below the verdict. */
export function Below({ speech: { words, pages }, state: { verdict, lists, story }, deeds }: FurtherProps) {
  const { host, status } = verdict;
  const canPause = !deeds.isPrivate && host !== "";
  return (
    <>
      {story.isIncomplete && <p class="trouble">{pages.dossier.unavailable}</p>}
      <ContextView
        words={words}
        pages={pages}
        status={status}
        story={story}
        library={deeds.library}
        isOpen={deeds.isFull}
      />
      <Actions
        words={words}
        pages={pages}
        verdict={verdict}
        listsDate={lists.date}
        version={deeds.version}
        today={deeds.today}
        issues={deeds.issues}
        copy={(text) => deeds.copy(text)}
        {...(canPause ? { pause: () => deeds.pause(host, true) } : {})}
        {...(deeds.isFull ? {} : { openTab: () => deeds.openTab() })}
      />
      {story.say !== null && story.unconfirmed !== null && (
        <p class="trouble">{story.say.unconfirmed(words.day(story.unconfirmed))}</p>
      )}
      {deeds.isPrivate && <p class="aside">{pages.settings.privatePause}</p>}
    </>
  );
}
