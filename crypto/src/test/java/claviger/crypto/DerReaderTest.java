package claviger.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DerReaderTest {

    /// The scalar of an ECPrivateKey in its frame.
    static byte[] scalar(Curve curve, byte[] pkcs8) {
        var key = curve.encoding().readPrivate(pkcs8).key().enter(Der.SEQUENCE);
        key.integer();
        return key.read(Der.OCTET_STRING);
    }

    @ParameterizedTest
    @CsvSource({"020100, 0", "02017f, 127", "02020080, 128", "020200ff, 255", "02020100, 256"})
    void numbers_are_read_and_written_in_their_one_form(String der, BigInteger number) {
        var reader = DerReader.of(hex(der));
        assertThat(reader.integer()).isEqualTo(number);
        reader.end();
        assertThat(Der.integer(number).encode()).isEqualTo(hex(der));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "02",
                "0200",
                "0201",
                "020180",
                "0201ff",
                "02020000",
                "0202007f",
                "0202ff80",
                "028001000000",
                "02810100",
                "0282000100",
                "0283000001",
                "02847fffffff00",
                "0284ffffffff00",
                "02ff00",
                "030100",
                "0a0100"
            })
    void what_is_not_a_number_in_der_is_refused(String der) {
        assertThatThrownBy(() -> {
                    var reader = DerReader.of(hex(der));
                    reader.integer();
                    reader.end();
                })
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 126, 127, 128, 129, 254, 255, 256, 257, 1000, 65535})
    void lengths_are_read_and_written_in_their_one_form(int length) {
        var der = Der.octetString(Der.raw(new byte[length])).encode();
        var reader = DerReader.of(der);
        assertThat(reader.read(Der.OCTET_STRING)).hasSize(length);
        reader.end();
        assertThat(der.length - length).isEqualTo(length < 128 ? 2 : length < 256 ? 3 : 4);
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
