import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { ChatConsole } from '../features/chat/chat-console';
import { useLink, usePicture } from '../features/map/picture-context';
import { accountQuery } from '../lib/queries';

const FOUND = 8;

/** Chat, with the live link and the tracks of the picture. */
export function ChatSide({ shown }: { shown: boolean }) {
  const picture = usePicture();
  const { state } = useLink();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const { data: account } = useQuery(accountQuery);
  const findTracks = useCallback(
    async (text: string) =>
      (await picture.search(text, FOUND)).map(({ id, label }) => ({ id, label })),
    [picture],
  );
  const openTrack = useCallback(
    async (id: string) => {
      const track = (await picture.search(id, FOUND)).find((row) => row.id === id);
      const key = track?.key ?? `ops/${id}`;
      if (pathname !== '/ops') {
        void navigate(`/ops?sel=${encodeURIComponent(key)}`);
        return;
      }
      picture.select(key);
      if (track?.longitude !== undefined && track.latitude !== undefined) {
        picture.flyTo({
          longitude: track.longitude,
          latitude: track.latitude,
          zoom: Math.max(picture.camera.zoom, 8),
        });
      }
    },
    [picture, navigate, pathname],
  );
  return (
    account && (
      <ChatConsole
        key={account.id}
        watch={picture.watch}
        online={state !== 'reconnecting'}
        shown={shown}
        account={account}
        findTracks={findTracks}
        onTrack={(id) => void openTrack(id)}
      />
    )
  );
}
