package org.vtoc.server.platform.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.io.IOException;
import java.util.Optional;

/// What a body says of a text that may also be taken away: nothing, null, or another text.
///
/// @param asked whether the body names the field at all
/// @param text the new text; empty to take it away
@JsonDeserialize(using = TextChange.Reader.class)
public record TextChange(boolean asked, Optional<String> text) {
    /// What is there after the change.
    public Optional<String> of(Optional<String> before) {
        return asked ? text : before;
    }

    static final class Reader extends JsonDeserializer<TextChange> {
        @Override
        public TextChange deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return (TextChange) context.handleUnexpectedToken(String.class, parser);
            }
            return new TextChange(true, Optional.of(parser.getText()));
        }

        @Override
        public TextChange getNullValue(DeserializationContext context) {
            return new TextChange(true, Optional.empty());
        }

        @Override
        public TextChange getAbsentValue(DeserializationContext context) {
            return new TextChange(false, Optional.empty());
        }
    }
}
