import { type ReactNode, useEffect, useRef, useState } from 'react';
import { PasswordForm } from '../features/auth/password-form';
import { Display } from '../features/settings/display';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { FirstSource } from './first-source';
import { leaveFirstSteps } from './use-first-steps';

const STEPS = [
  'Choose a password of your own',
  'How you read the map',
  'Bring in the first tracks',
];

/** What a new center needs, in three steps; whoever leaves it is not asked again. */
export function FirstSteps({ onClose }: { onClose: () => void }) {
  const [step, setStep] = useState(0);
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each step begins at its heading
  useEffect(() => heading.current?.focus(), [step]);
  const leave = () => {
    leaveFirstSteps();
    onClose();
  };
  const next = () => setStep(step + 1);
  return (
    <Dialog open wide onOpenChange={leave} title="Welcome to your new center">
      <div className="mb-4 flex items-baseline gap-3">
        <h3 ref={heading} tabIndex={-1} className="flex-1 text-13 font-semibold">
          {STEPS[step]}
        </h3>
        <span className="figures text-12 text-text-3">
          Step {step + 1} of {STEPS.length}
        </span>
      </div>
      {step === 0 && (
        <>
          <p className="mb-4 text-13 text-text-2">
            The center printed the first password once, when it was started, and it may stand in a
            log. If you chose it yourself, go on.
          </p>
          <PasswordForm onDone={next}>
            <Leave onClick={leave} />
            <Button onClick={next}>Keep this password</Button>
          </PasswordForm>
        </>
      )}
      {step === 1 && (
        <>
          <Display />
          <Buttons>
            <Leave onClick={leave} />
            <Button onClick={() => setStep(0)}>Back</Button>
            <Button look="primary" onClick={next}>
              Next
            </Button>
          </Buttons>
        </>
      )}
      {step === 2 && (
        <>
          <FirstSource onChosen={leave} />
          <Buttons>
            <Button onClick={() => setStep(1)}>Back</Button>
            <Button look="primary" onClick={leave}>
              Go to the map
            </Button>
          </Buttons>
        </>
      )}
    </Dialog>
  );
}

function Buttons({ children }: { children: ReactNode }) {
  return <div className="mt-5 flex flex-wrap justify-end gap-2">{children}</div>;
}

function Leave({ onClick }: { onClick: () => void }) {
  return (
    <>
      <Button look="ghost" onClick={onClick}>
        Not now
      </Button>
      <span className="flex-1" />
    </>
  );
}
