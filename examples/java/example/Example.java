package example;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * 기안문 파일을 차례로 점검해 공개구분 제안과 가린 글을 보입니다.
 *
 * <p>{@code java -cp 폴더 example.Example /opt/garim/garim 기안문1.txt 기안문2.txt}
 *
 * <p>한 건도 빠짐없이 점검했으면 0, 점검하지 못한 것이 있으면 1, 쓰는 법이 틀리면 2로 끝납니다. {@code -Dgarim.timeout=3000}은 한 건에 기다릴 밀리초.
 */
public final class Example {
    private Example() {}

    public static void main(String[] arguments) throws IOException {
        // 운영체제의 언어 설정과 관계없이 UTF-8로 적습니다.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        if (arguments.length < 2) {
            out.println("쓰는 법: example.Example GARIM 파일...");
            System.exit(2);
        }
        Duration timeout = Duration.ofMillis(Long.getLong("garim.timeout", 10_000));
        boolean all = true;
        try (GarimProcess garim = new GarimProcess(List.of(arguments[0]), timeout)) {
            for (String file : Arrays.copyOfRange(arguments, 1, arguments.length)) {
                String text = Files.readString(Path.of(file));
                try {
                    Answer answer = garim.check(text);
                    out.println("== " + answer.notation() + " · 가릴 부분 " + answer.count("mask") + "건 · 확인할 부분 " + answer.count("review") + "건");
                    for (Answer.Finding finding : answer.findings()) {
                        out.println("   " + finding.start() + "–" + finding.end() + " " + finding.kind() + " " + finding.action() + ": " + finding.why());
                    }
                    out.println(answer.masked());
                } catch (GarimException e) {
                    // 점검하지 못한 글은 적지 않습니다.
                    all = false;
                    out.println("== 점검하지 못함(" + e.code() + "): " + e.getMessage());
                }
            }
        }
        System.exit(all ? 0 : 1);
    }
}
