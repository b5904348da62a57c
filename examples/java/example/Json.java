package example;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON에서 이 예제에 필요한 만큼만: 글을 JSON 문자열로 적고, 가림이 답한 한 줄을 읽습니다. JDK에 JSON을 읽는 클래스가 없어 두었습니다.
 * 이미 쓰는 라이브러리(Jackson 등)가 있으면 그것을 쓰십시오.
 *
 * <p>객체는 {@code Map}, 배열은 {@code List}, 수는 {@code Double}입니다.
 */
final class Json {
    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    /** 글을 따옴표까지 적은 JSON 문자열로. 줄바꿈은 남지 않으므로 한 줄입니다. */
    static String quote(String value) {
        StringBuilder out = new StringBuilder(value.length() + 16).append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                default -> {
                    if (c < 0x20) out.append(String.format("\\u%04x", (int) c));
                    else out.append(c);
                }
            }
        }
        return out.append('"').toString();
    }

    /** JSON 한 건. 그 뒤에 다른 것이 있으면 읽지 않습니다. */
    static Object read(String text) {
        Json json = new Json(text);
        Object value = json.value();
        if (json.next() != 0) throw json.wrong();
        return value;
    }

    private IllegalArgumentException wrong() {
        // 답에는 문서의 값이 들어 있으므로 알림에는 위치만 적습니다.
        return new IllegalArgumentException("JSON이 아닙니다(" + at + "번째 글자).");
    }

    /** 빈칸을 건너뛴 다음 글자. 끝이면 0. */
    private char next() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) at++;
        return at < text.length() ? text.charAt(at) : 0;
    }

    private boolean take(char wanted) {
        if (next() != wanted) return false;
        at++;
        return true;
    }

    private void need(char wanted) {
        if (!take(wanted)) throw wrong();
    }

    private Object value() {
        switch (next()) {
            case '{':
                return object();
            case '[':
                return array();
            case '"':
                return string();
            default:
                int from = at;
                while (at < text.length() && ",]} \t\r\n".indexOf(text.charAt(at)) < 0) at++;
                String word = text.substring(from, at);
                return switch (word) {
                    case "null" -> null;
                    case "true" -> Boolean.TRUE;
                    case "false" -> Boolean.FALSE;
                    default -> number(word);
                };
        }
    }

    private Double number(String word) {
        try {
            return Double.valueOf(word);
        } catch (NumberFormatException e) {
            throw wrong();
        }
    }

    private Map<String, Object> object() {
        Map<String, Object> out = new LinkedHashMap<>();
        need('{');
        if (take('}')) return out;
        do {
            if (next() != '"') throw wrong();
            String name = string();
            need(':');
            out.put(name, value());
        } while (take(','));
        need('}');
        return out;
    }

    private List<Object> array() {
        List<Object> out = new ArrayList<>();
        need('[');
        if (take(']')) return out;
        do {
            out.add(value());
        } while (take(','));
        need(']');
        return out;
    }

    private String string() {
        StringBuilder out = new StringBuilder();
        need('"');
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') return out.toString();
            out.append(c == '\\' ? escaped() : c);
        }
        throw wrong();
    }

    private char escaped() {
        if (at >= text.length()) throw wrong();
        char c = text.charAt(at++);
        switch (c) {
            case 'n':
                return '\n';
            case 't':
                return '\t';
            case 'r':
                return '\r';
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'u':
                if (at + 4 > text.length()) throw wrong();
                try {
                    char unit = (char) Integer.parseInt(text.substring(at, at + 4), 16);
                    at += 4;
                    return unit;
                } catch (NumberFormatException e) {
                    throw wrong();
                }
            case '"', '\\', '/':
                return c;
            default:
                throw wrong();
        }
    }
}
