// Copies what identifies a container.
import type { Container } from '#shared/model/container.ts';
import { CopyButton } from '../../components/copy-button.tsx';

export function CopyButtons({ container }: { container: Container }) {
  const { name, id, image } = container;
  return (
    <div className="row-of-buttons box-copies">
      {Object.entries({ name, id, image }).map(([what, text]) => (
        <CopyButton key={what} what={what} text={text} title={text} />
      ))}
    </div>
  );
}
